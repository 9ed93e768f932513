package io.countersign.auth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What kube-score and kubesec ask of a manifest, and Kubernetes' own "restricted" profile. */
class LintTest {

  /** Below are users that a machine itself may have. */
  private static final long FIRST_USER = 10_000;

  private static final String[] RESOURCES = {"cpu", "memory", "ephemeral-storage"};

  private static final Manifest MANIFEST = Manifest.shipped();

  static Stream<Container> containers() {
    return MANIFEST.containers();
  }

  @ParameterizedTest
  @MethodSource("containers")
  void container_isLockedDown(Container container) {
    var security = container.getSecurityContext();

    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getRunAsUser()).isGreaterThan(FIRST_USER);
    assertThat(security.getRunAsGroup()).isGreaterThan(FIRST_USER);
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getPrivileged()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).isEmpty();
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
  }

  @ParameterizedTest
  @MethodSource("containers")
  void container_asksForResources_andHasLimits(Container container) {
    assertThat(container.getResources().getRequests()).containsOnlyKeys(RESOURCES);
    assertThat(container.getResources().getLimits()).containsOnlyKeys(RESOURCES);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void container_isOfOneVersion_andTheServersImage(Container container) {
    assertThat(container.getImage())
        .matches(".+(:[0-9][^:/]*|@sha256:[0-9a-f]{64})")
        .isEqualTo(MANIFEST.server().getImage());
    assertThat(container.getImagePullPolicy()).isEqualTo("Always");
  }

  @Test
  void pod_sharesNothingWithTheMachine() {
    var pod = MANIFEST.pod();

    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getVolumes()).allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getFsGroup()).isGreaterThan(FIRST_USER);
  }

  @Test
  void pod_hasAnAccountOfItsOwn_withoutToken() {
    var account = MANIFEST.the(ServiceAccount.class, MANIFEST.pod().getServiceAccountName());

    assertThat(account.getAutomountServiceAccountToken()).isFalse();
    assertThat(MANIFEST.pod().getAutomountServiceAccountToken()).isFalse();
  }

  @Test
  void deployment_neverFallsBelowTwo() {
    var spec = MANIFEST.deployment().getSpec();
    var budget = MANIFEST.the(PodDisruptionBudget.class, "countersign").getSpec();

    assertThat(spec.getReplicas()).isEqualTo(2);
    assertThat(spec.getStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
    assertThat(spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isPositive();
    assertThat(budget.getMinAvailable().getIntVal()).isPositive().isLessThan(spec.getReplicas());
    assertThat(MANIFEST.pod().getTopologySpreadConstraints())
        .extracting(TopologySpreadConstraint::getTopologyKey)
        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
  }

  @Test
  void selectors_meetThePods() {
    var labels = MANIFEST.template().getMetadata().getLabels();
    var spec = MANIFEST.deployment().getSpec();

    assertThat(labels).isNotEmpty();
    assertThat(spec.getSelector().getMatchLabels()).isEqualTo(labels);
    assertThat(MANIFEST.the(Service.class, "countersign").getSpec().getSelector())
        .isEqualTo(labels);
    assertThat(budgetSelector()).isEqualTo(labels);
    assertThat(
            MANIFEST
                .the(NetworkPolicy.class, "countersign")
                .getSpec()
                .getPodSelector()
                .getMatchLabels())
        .isEqualTo(labels);
    assertThat(MANIFEST.pod().getTopologySpreadConstraints())
        .allSatisfy(
            spread -> assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
  }

  private static Object budgetSelector() {
    return MANIFEST
        .the(PodDisruptionBudget.class, "countersign")
        .getSpec()
        .getSelector()
        .getMatchLabels();
  }

  @Test
  void policy_limitsBothWays() {
    assertThat(MANIFEST.the(NetworkPolicy.class, "countersign").getSpec().getPolicyTypes())
        .containsExactlyInAnyOrder("Ingress", "Egress");
  }

  @Test
  void ingress_hasTls_andLeadsToTheService() {
    var ingress = MANIFEST.the(Ingress.class, "countersign").getSpec();
    var path = ingress.getRules().get(0).getHttp().getPaths().get(0);
    var service = MANIFEST.the(Service.class, path.getBackend().getService().getName()).getSpec();

    assertThat(ingress.getTls().get(0).getHosts()).contains(ingress.getRules().get(0).getHost());
    assertThat(path.getPath()).isEqualTo("/auth");
    assertThat(service.getPorts().get(0).getName())
        .isEqualTo(path.getBackend().getService().getPort().getName());
    assertThat(service.getPorts().get(0).getTargetPort().getStrVal())
        .isEqualTo(MANIFEST.server().getPorts().get(0).getName());
    assertThat(service.getType()).isEqualTo("ClusterIP");
  }

  @Test
  void documents_areLabelled_andOfNoNameSpace() {
    assertThat(MANIFEST.documents())
        .extracting(HasMetadata::getMetadata)
        .allSatisfy(
            metadata -> {
              assertThat(metadata.getLabels()).containsKey("app.kubernetes.io/name");
              assertThat(metadata.getNamespace()).isNull();
            });
  }
}
