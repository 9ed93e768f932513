package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.UnsupportedAlgorithmException;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSONTestSuite's documents as header and as payload, alone and as the value of a member. */
class JsonTestSuiteTest {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Fixture DEPLOYMENT = new Fixture();

  /** Valid by RFC 8259, refused by a rule of ours. */
  private static final Map<String, Set<String>> REFUSED_BY_RULE =
      Map.of(
          "no duplicate name",
          Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"));

  static Stream<Path> invalid() {
    return Vectors.files("jsontestsuite/test_parsing", "n_");
  }

  static Stream<Path> valid() {
    return Vectors.files("jsontestsuite/test_parsing", "y_");
  }

  static Stream<Path> undecided() {
    return Vectors.files("jsontestsuite/test_parsing", "i_");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void object_notJson_isRefused(Path file) throws IOException {
    assertThat(isRead(Files.readAllBytes(file))).isFalse();
    assertThat(isRead(member(file))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void object_json_isReadUnlessARuleRefusesIt(Path file) throws IOException {
    boolean expected = !refusedByRule().contains(Vectors.name(file));
    assertThat(isRead(member(file))).isEqualTo(expected);
    assertThat(isRead(surrounded("{}", file, ""))).as("read with trailing data").isFalse();
    if (Vectors.name(file).startsWith("y_object")) {
      assertThat(isRead(Files.readAllBytes(file))).isEqualTo(expected);
    } else {
      assertThat(isRead(Files.readAllBytes(file))).as("read without being an object").isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("undecided")
  void object_undecided_isReadOrRefused(Path file) throws IOException {
    isRead(Files.readAllBytes(file)); // asserts that nothing but a refusal comes out
    isRead(member(file));
  }

  @Test
  void refusedByRule_everyEntry_isADocument() {
    assertThat(valid().map(Vectors::name)).containsAll(refusedByRule());
  }

  private static Collection<String> refusedByRule() {
    return REFUSED_BY_RULE.values().stream().flatMap(Set::stream).toList();
  }

  private static byte[] member(Path file) throws IOException {
    return surrounded("{\"x\":", file, "}");
  }

  private static byte[] surrounded(String before, Path file, String after) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
    octets.writeBytes(Files.readAllBytes(file));
    octets.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
    return octets.toByteArray();
  }

  /** Whether it is read; the verifier must be of the same mind, as header and as payload. */
  private static boolean isRead(byte[] document) {
    boolean read = isStrictJson(document);
    String encoded = BASE64.encodeToString(document);
    String header =
        encode("{\"alg\":\"RS256\",\"kid\":\"" + DEPLOYMENT.keyRing.signingKey().kid() + "\"}");
    assertThat(refusal(header + "." + encoded + ".AAAA"))
        .isInstanceOf(read ? InvalidSignatureException.class : MalformedTokenException.class);
    assertThat(refusal(encoded + "." + encode("{}") + ".AAAA"))
        .isInstanceOf(read ? UnsupportedAlgorithmException.class : MalformedTokenException.class);
    return read;
  }

  private static boolean isStrictJson(byte[] document) {
    try {
      StrictJson.object(document);
      return true;
    } catch (NotStrictJsonException e) {
      return false;
    }
  }

  private static Throwable refusal(String token) {
    return catchThrowable(() -> DEPLOYMENT.verifier.verify(token));
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
