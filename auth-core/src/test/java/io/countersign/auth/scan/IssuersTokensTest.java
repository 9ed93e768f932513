package io.countersign.auth.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.scan.token.TokenType;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tokens in the forms that issuers document raise no alarm. A flaw planted into the same forms is
 * found in each.
 */
@Execution(ExecutionMode.CONCURRENT)
class IssuersTokensTest {

  private static final List<IssuerForm> FORMS = IssuerForm.all();
  private static final long NOW = TestTokens.SECONDS;

  static Stream<IssuerForm> forms() {
    return FORMS.stream();
  }

  @Test
  void forms_all_areTwoHundredAndEachIsAnother() {
    assertThat(FORMS).hasSizeGreaterThanOrEqualTo(200);
    assertThat(FORMS).extracting(IssuerForm::of).doesNotHaveDuplicates();
    assertThat(FORMS).extracting(it -> it.header() + " " + it.payload()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void scan_form_hasNoFindingAboveLow(IssuerForm form) {
    ScanReport report = form.scanned(form.token());
    assertThat(report.atLeast(Severity.MEDIUM))
        .as(report.toString())
        .extracting(it -> it.rule().id() + " " + it.location().member())
        .isEmpty();
  }

  /**
   * What is planted.
   *
   * @param rule the rule that has to find it
   * @param plant makes the token
   * @param where in which forms it is a flaw
   */
  private record Flaw(
      String rule, Function<IssuerForm, String> plant, Predicate<IssuerForm> where) {

    static Flaw claim(String rule, String name, Object value) {
      return new Flaw(rule, form -> form.claim(name, value).token(), form -> true);
    }

    static Flaw header(String rule, String name, Object value) {
      return new Flaw(rule, form -> form.header(name, value).token(), form -> true);
    }

    Flaw where(Predicate<IssuerForm> narrower) {
      return new Flaw(rule, plant, narrower);
    }
  }

  /** What each is, by its name. */
  private static final Map<String, TokenType> TYPES =
      FORMS.stream()
          .collect(
              Collectors.toMap(IssuerForm::of, it -> it.scanned(it.token()).type().orElseThrow()));

  private static TokenType type(IssuerForm form) {
    return Objects.requireNonNull(TYPES.get(form.of()));
  }

  private static boolean isOf(IssuerForm form, Trait trait) {
    return type(form).has(trait);
  }

  private static List<Flaw> flaws() {
    return List.of(
        new Flaw("CS-ALG-NONE", it -> unsigned(it, "none", ""), it -> true),
        new Flaw("CS-SIG-EMPTY", it -> unsigned(it, it.alg(), ""), it -> true),
        new Flaw("CS-ALG-UNKNOWN", it -> unsigned(it, "rs256", "AAAA"), it -> true),
        new Flaw("CS-ENC-FOREIGN", it -> it.token().replaceFirst("\\.", ".\n"), it -> true),
        Flaw.header("CS-KID-INJECTION", "kid", "../../etc/passwd"),
        Flaw.header("CS-KID-INJECTION", "kid", "http://169.254.169.254/key"),
        Flaw.header("CS-HDR-JKU", "jku", "https://evil.example/keys"),
        Flaw.header("CS-HDR-X5U", "x5u", "https://evil.example/certificate"),
        Flaw.header("CS-HDR-ZIP", "zip", "DEF"),
        Flaw.header("CS-HDR-JWK", "jwk", Map.of("kty", "EC", "crv", "P-256"))
            .where(it -> !isOf(it, Trait.OWN_KEY)),
        Flaw.header("CS-HDR-JWK-PRIVATE", "jwk", Map.of("kty", "EC", "d", "AA")),
        Flaw.claim("CS-SECRET-PASSWORD", "password", "violet kettle 7"),
        Flaw.claim("CS-SECRET-PASSWORD", "client_secret", "5Zk8Q~3mVxT0b.c1Yw9LrPq2nHs7uJdE"),
        Flaw.claim("CS-SECRET-PASSWORD", "app_metadata", Map.of("apiKey", "9f86d081884c7d65")),
        Flaw.claim("CS-SECRET-KEY", "note", "-----BEGIN PRIVATE KEY-----\nMIIEvQ"),
        Flaw.claim("CS-SECRET-KEY", "aws", Map.of("id", "AKIAIOSFODNN7EXAMPLE")),
        Flaw.claim("CS-SECRET-TOKEN", "upstream", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")
            .where(it -> !isOf(it, Trait.CARRIES_TOKENS)),
        Flaw.claim("CS-PII-CARD", "payment", "4539 5787 6362 1486")
            .where(it -> !isOf(it, Trait.HELD)),
        Flaw.claim("CS-PII-NATIONAL-ID", "ssn", "078-05-1120").where(it -> !isOf(it, Trait.HELD)),
        Flaw.claim("CS-PII-EMAIL", "manager_email", "boss@shop.example")
            .where(it -> !isOf(it, Trait.HELD) && !isOf(it, Trait.ADDRESSES)),
        Flaw.claim("CS-TIME-FUTURE", "iat", NOW + 7200),
        Flaw.claim("CS-TIME-ORDER", "exp", NOW - 86400)
            .where(it -> it.payload().containsKey("iat")),
        Flaw.claim("CS-TIME-LIFETIME", "exp", NOW + 315_360_000)
            .where(it -> !isOf(it, Trait.LASTING)),
        new Flaw("CS-CLAIM-EXP", it -> it.without("exp").token(), it -> type(it).requires("exp")),
        new Flaw(
            "CS-CLAIM-ISS",
            it -> it.without("iss").token(),
            it -> type(it).requires("iss") && type(it) != TokenType.CLIENT_ASSERTION),
        new Flaw("CS-JSON-DUPLICATE", IssuersTokensTest::twice, it -> true));
  }

  private static String unsigned(IssuerForm form, String alg, String signature) {
    IssuerForm changed = form.header("alg", alg);
    return IssuerKeys.unsigned(changed.header(), changed.payload(), signature)
        + (form.isSdJwt() ? "~" : "");
  }

  /** With a claim that stands twice. */
  private static String twice(IssuerForm form) {
    String json = JsonUtil.toJson(form.claim("role", "user").payload());
    String payload = "{\"role\":\"admin\"," + json.substring(1);
    String header = JsonUtil.toJson(form.header());
    return TestTokens.base64(TestTokens.utf8(header))
        + "."
        + TestTokens.base64(TestTokens.utf8(payload))
        + "."
        + "A".repeat(86)
        + (form.isSdJwt() ? "~" : "");
  }

  @Test
  void scan_flawInAForm_isFoundInEveryForm() {
    Map<String, Integer> planted = new TreeMap<>();
    for (Flaw flaw : flaws()) {
      for (IssuerForm form : FORMS) {
        if (flaw.where().test(form)) {
          ScanReport report = form.scanned(flaw.plant().apply(form));
          assertThat(report.findings())
              .as(flaw.rule() + " in " + form)
              .extracting(it -> it.rule().id())
              .contains(flaw.rule());
          planted.merge(flaw.rule(), 1, Integer::sum);
        }
      }
    }
    assertThat(planted.values()).allMatch(count -> count > 100);
  }
}
