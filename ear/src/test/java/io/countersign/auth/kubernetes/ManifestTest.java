package io.countersign.auth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifest says of the product agrees with the product. */
class ManifestTest {

  private static final String MASTER_KEY_FILE = "COUNTERSIGN_MASTER_KEY_FILE";

  private final Manifest manifest = Manifest.shipped();

  @Test
  void probes_askWhatTheProductAnswers() {
    var server = manifest.server();
    var probes =
        List.of(server.getStartupProbe(), server.getLivenessProbe(), server.getReadinessProbe());

    assertThat(probes.stream().map(ManifestTest::path))
        .containsExactly("/auth/health/started", "/auth/health/live", "/auth/health/ready");
    assertThat(Documented.paths()).containsAll(probes.stream().map(ManifestTest::path).toList());
    assertThat(probes)
        .allSatisfy(
            probe ->
                assertThat(probe.getHttpGet().getPort().getStrVal())
                    .isEqualTo(server.getPorts().get(0).getName()));
  }

  private static String path(Probe probe) {
    return probe.getHttpGet().getPath();
  }

  @Test
  void variables_areSettings() {
    var variables =
        Stream.concat(
                manifest.server().getEnv().stream().map(EnvVar::getName),
                settings().keySet().stream())
            .filter(name -> !name.equals("JAVA_TOOL_OPTIONS"))
            .toList();

    assertThat(Documented.variables())
        .contains("COUNTERSIGN_ISSUER", "COUNTERSIGN_DB_URL", "COUNTERSIGN_DB_POOL_MAX")
        .doesNotContain("COUNTERSIGN_ISSUERS")
        .containsAll(variables);
    assertThat(variables)
        .doesNotHaveDuplicates()
        .contains(
            "COUNTERSIGN_ISSUER",
            "COUNTERSIGN_AUDIENCE",
            MASTER_KEY_FILE,
            "COUNTERSIGN_DB_URL",
            "COUNTERSIGN_DB_USER",
            "COUNTERSIGN_DB_PASSWORD",
            "COUNTERSIGN_TRUSTED_PROXIES");
  }

  private Map<String, String> settings() {
    var source = manifest.server().getEnvFrom().get(0).getConfigMapRef().getName();
    return manifest.the(ConfigMap.class, source).getData();
  }

  @Test
  void masterKey_isWhereTheServerLooksForIt_forItsUserOnly() {
    var file = Path.of(settings().getOrDefault(MASTER_KEY_FILE, ""));
    var copier = manifest.pod().getInitContainers().get(0);
    var secret = volume("master-key-secret").getSecret();

    assertThat(mount(manifest.server().getVolumeMounts(), "master-key"))
        .satisfies(mount -> assertThat(mount.getReadOnly()).isTrue())
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo(file.getParent() + ""));
    assertThat(mount(copier.getVolumeMounts(), "master-key").getMountPath())
        .isEqualTo(file.getParent() + "");
    assertThat(copier.getCommand())
        .startsWith("install", "-m", "0400")
        .endsWith(file.toString())
        .contains(
            mount(copier.getVolumeMounts(), "master-key-secret").getMountPath() + "/master.key");
    assertThat(copier.getSecurityContext().getRunAsUser())
        .isEqualTo(manifest.server().getSecurityContext().getRunAsUser());
    assertThat(secret.getDefaultMode()).isEqualTo(0400);
    assertThat(manifest.the(Secret.class, secret.getSecretName()).getData())
        .containsOnlyKeys("master.key");
    assertThat(volume("master-key").getEmptyDir().getMedium()).isEqualTo("Memory");
  }

  private Volume volume(String name) {
    return manifest.pod().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static VolumeMount mount(List<VolumeMount> mounts, String name) {
    return mounts.stream().filter(mount -> mount.getName().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void secrets_haveTheKeysThatAreAskedFor() {
    assertThat(secretsAskedFor())
        .hasSize(3)
        .allSatisfy(
            wanted ->
                assertThat(keys(manifest.the(Secret.class, wanted.getName())))
                    .contains(wanted.getKey()));
  }

  private List<SecretKeySelector> secretsAskedFor() {
    return manifest.server().getEnv().stream()
        .map(EnvVar::getValueFrom)
        .filter(Objects::nonNull)
        .map(source -> source.getSecretKeyRef())
        .toList();
  }

  private static Set<String> keys(Secret secret) {
    return secret.getStringData().keySet();
  }

  /**
   * Who forgets to replace them gets no server, instead of one that everybody knows the keys of.
   */
  @Test
  void placeholders_areNoSecretsThatWork() {
    var masterKey = manifest.the(Secret.class, "countersign-master-key");
    var administrator = manifest.the(Secret.class, "countersign-administrator");

    assertThat(Base64.getDecoder().decode(masterKey.getData().get("master.key")))
        .hasSizeLessThan(32);
    assertThat(masterKey.getImmutable()).isTrue();
    assertThat(administrator.getStringData().get("password")).isEmpty();
  }

  @Test
  void server_writesWhereItMay() {
    assertThat(mount(manifest.server().getVolumeMounts(), "tmp").getMountPath()).isEqualTo("/tmp");
    assertThat(volume("tmp").getEmptyDir().getSizeLimit()).isNotNull();
  }
}
