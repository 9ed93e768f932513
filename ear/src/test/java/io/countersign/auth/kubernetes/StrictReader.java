package io.countersign.auth.kubernetes;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads manifests as strictly as the API server with {@code --validate=strict}: a field that is
 * unknown, of another type or there twice is an error.
 */
final class StrictReader {

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Stream.<Class<? extends HasMetadata>>of(
              ConfigMap.class,
              Deployment.class,
              Ingress.class,
              NetworkPolicy.class,
              PodDisruptionBudget.class,
              Secret.class,
              Service.class,
              ServiceAccount.class)
          .collect(toMap(HasMetadata::getKind, identity()));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new NothingUnknown())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private StrictReader() {}

  /**
   * Reads every document.
   *
   * @throws RuntimeException when one is not what Kubernetes takes, saying where
   */
  static List<HasMetadata> read(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var documents = new ArrayList<HasMetadata>();
    for (var document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      documents.add(convert((Map<?, ?>) document));
    }
    return documents;
  }

  private static HasMetadata convert(Map<?, ?> document) {
    var kind = String.valueOf(document.get("kind"));
    var type =
        Optional.ofNullable(KINDS.get(kind))
            .orElseThrow(() -> new IllegalArgumentException("not a kind that is used: " + kind));
    if (!HasMetadata.getApiVersion(type).equals(document.get("apiVersion"))) {
      throw new IllegalArgumentException("not the apiVersion of a " + kind);
    }
    return MAPPER.convertValue(document, type);
  }

  /** The model's classes would keep unknown fields aside instead of refusing them. */
  private static final class NothingUnknown extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
      return false;
    }
  }
}
