package io.countersign.auth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictReaderTest {

  @Test
  void read_manifest_takesEveryDocument() {
    var documents = Manifest.text().split("(?m)^kind: ", -1).length - 1;

    assertThat(Manifest.shipped().documents()).hasSize(documents).hasSizeGreaterThan(9);
  }

  @Test
  void read_misspeltField_isNamed() {
    var text =
        Manifest.text().replace("readOnlyRootFilesystem: true", "readOnlyRootFileSystem: true");

    assertThatThrownBy(() -> StrictReader.read(text))
        .hasMessageContaining("\"readOnlyRootFileSystem\"");
  }

  /** Each is a mistake that a lenient reader does not see. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "readOnlyRootFilesystem: > readOnlyRootFileSystem:",
        "seccompProfile: > secompProfile:",
        "path: /auth/health/live > paht: /auth/health/live",
        "matchLabelKeys: > matchLabelsKeys:",
        "replicas: 2 > replicas: two",
        "replicas: 2 > replicas: \"2\"",
        "replicas: 2 > replicas: 2.5",
        "maxSkew: 1 > maxSkew: true",
        "privileged: false > privileged: \"false\"",
        "COUNTERSIGN_DB_POOL_MAX: \"20\" > COUNTERSIGN_DB_POOL_MAX: 20",
        "drop: [\"ALL\"] > drop: ALL",
        "kind: Ingress > kind: Ingres",
        "apiVersion: apps/v1 > apiVersion: apps/v1beta1",
        "automountServiceAccountToken: false > automountServiceAccountToken: nein",
        "minAvailable: 1 > 'minAvailable: 1\n  minAvailable: 1'",
      })
  void read_mistake_isRefused(String right, String wrong) {
    var text = Manifest.text();
    assertThat(text).contains(right);

    assertThatThrownBy(() -> StrictReader.read(text.replace(right, wrong)))
        .isInstanceOf(RuntimeException.class);
  }
}
