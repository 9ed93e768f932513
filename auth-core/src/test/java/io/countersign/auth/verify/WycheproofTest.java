package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.UnsupportedAlgorithmException;
import io.countersign.auth.verify.Vectors.Keys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wycheproof's JSON Web Signatures. A vector's key is trusted for the algorithm that it names. A
 * key without an algorithm of ours cannot be in a key ring.
 */
class WycheproofTest {

  /** Wrong in the data: 367 and 370 are the valid 357, 372 and 373 have a "?" inside. */
  private static final Set<Long> WRONG = Set.of(367L, 370L, 372L, 373L);

  private static final String EMPTY_PAYLOAD = "a payload is claims, so it is never empty";

  /** Valid signatures in a form that is not ours, with the reason. */
  private static final Map<Long, String> STRICTER =
      Map.of(
          259L, EMPTY_PAYLOAD,
          264L, EMPTY_PAYLOAD,
          268L, EMPTY_PAYLOAD,
          272L, EMPTY_PAYLOAD,
          320L, EMPTY_PAYLOAD,
          325L, EMPTY_PAYLOAD);

  private record Vector(long id, String comment, boolean valid, String jws, Map<?, ?> key) {

    Keys keys() {
      return Keys.of(key, algorithm());
    }

    @Nullable Object algorithm() {
      return key.get("alg");
    }

    @Override
    public String toString() {
      return id + " " + comment;
    }
  }

  private static Stream<Vector> all() {
    return Vectors.objects(Vectors.json("wycheproof/json_web_signature_test.json"), "testGroups")
        .stream()
        .flatMap(WycheproofTest::vectors)
        .filter(vector -> !WRONG.contains(vector.id));
  }

  private static Stream<Vector> vectors(Map<?, ?> group) {
    Map<?, ?> key = Vectors.object(group, group.containsKey("public") ? "public" : "private");
    return Vectors.objects(group, "tests").stream()
        .map(
            test ->
                new Vector(
                    (Long) Vectors.value(test, "tcId"),
                    Vectors.text(test, "comment"),
                    Vectors.text(test, "result").equals("valid"),
                    Vectors.text(test, "jws"),
                    key));
  }

  static Stream<Vector> invalid() {
    return all().filter(vector -> !vector.valid);
  }

  static Stream<Vector> valid() {
    return all().filter(vector -> vector.valid && !STRICTER.containsKey(vector.id));
  }

  static Stream<Vector> stricter() {
    return all().filter(vector -> vector.valid && STRICTER.containsKey(vector.id));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void requireSignature_invalid_isRefused(Vector vector) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Vectors.requireSignature(vector.jws, vector.keys()));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void requireSignature_valid_isAcceptedOfOurAlgorithmsOnly(Vector vector) {
    if (List.of("RS256", "ES256").contains(String.valueOf(vector.algorithm()))) {
      Vectors.requireSignature(vector.jws, vector.keys());
    } else {
      assertThatExceptionOfType(UnsupportedAlgorithmException.class)
          .isThrownBy(() -> Vectors.requireSignature(vector.jws, vector.keys()));
    }
  }

  @ParameterizedTest
  @MethodSource("stricter")
  void requireSignature_validButNotInOurForm_isRefused(Vector vector) {
    assertThatExceptionOfType(MalformedTokenException.class)
        .as(STRICTER.get(vector.id))
        .isThrownBy(() -> Vectors.requireSignature(vector.jws, vector.keys()));
  }

  @Test
  void stricter_everyEntry_isAVector() {
    assertThat(stricter().map(Vector::id)).containsExactlyInAnyOrderElementsOf(STRICTER.keySet());
  }
}
