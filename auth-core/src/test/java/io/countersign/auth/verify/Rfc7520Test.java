package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.UnsupportedAlgorithmException;
import io.countersign.auth.verify.Vectors.Keys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7520: one is a token of ours, §4.1 with RS256; none is ES256. */
class Rfc7520Test {

  private static final String RS256 = "4_1.rsa_v15_signature.json";

  private static Map<?, ?> example(String file) {
    return Vectors.json("rfc7520/" + file);
  }

  private static String compact(Map<?, ?> example) {
    return Vectors.text(Vectors.object(example, "output"), "compact");
  }

  /** The example's key, trusted for RS256, so a refusal can only be of the token. */
  private static Keys keys() {
    return Keys.of(Vectors.object(Vectors.object(example(RS256), "input"), "key"), "RS256");
  }

  @Test
  void requireSignature_rs256_isAccepted() {
    String compact = compact(example(RS256));
    assertThat(compact).startsWith("eyJ");
    Vectors.requireSignature(compact, keys());
  }

  @Test
  void requireSignature_anotherExamplesSignature_isRefused() {
    String compact = compact(example(RS256));
    String other = compact(example("4_2.rsa-pss_signature.json"));
    String mixed =
        compact.substring(0, compact.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> Vectors.requireSignature(mixed, keys()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4_2.rsa-pss_signature.json",
        "4_3.ecdsa_signature.json",
        "4_4.hmac-sha2_integrity_protection.json"
      })
  void requireSignature_otherAlgorithm_isRefused(String file) {
    String compact = compact(example(file));
    assertThatExceptionOfType(UnsupportedAlgorithmException.class)
        .isThrownBy(() -> Vectors.requireSignature(compact, keys()));
  }

  /** Every JWE, and every signature in another serialization or with its payload elsewhere. */
  static Stream<String> notCompactSignatures() {
    return Vectors.files("rfc7520", "")
        .filter(file -> Vectors.name(file).endsWith(".json"))
        .flatMap(Rfc7520Test::otherForms);
  }

  private static Stream<String> otherForms(Path file) {
    Map<?, ?> output = Vectors.object(Vectors.json(file), "output");
    boolean attachedSignature =
        List.of("4_1.", "4_2.", "4_3.", "4_4.").contains(Vectors.name(file).substring(0, 4));
    return Stream.of("compact", "json", "json_flat")
        .filter(output::containsKey)
        .filter(form -> !(attachedSignature && form.equals("compact")))
        .map(form -> output.get(form))
        .map(
            value ->
                value instanceof Map<?, ?> json
                    ? JsonUtil.toJson(Vectors.members(json))
                    : (String) value);
  }

  @ParameterizedTest
  @MethodSource("notCompactSignatures")
  void requireSignature_notACompactSignature_isRefused(String document) {
    assertThatExceptionOfType(MalformedTokenException.class)
        .isThrownBy(() -> Vectors.requireSignature(document, keys()));
  }
}
