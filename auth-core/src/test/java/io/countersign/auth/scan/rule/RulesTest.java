package io.countersign.auth.scan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.KeySetExamples;
import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenExamples;
import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds what it is for, alone, and leaves alone what is near it. */
class RulesTest {

  private static final Map<String, TokenExamples.Example> TOKENS = TokenExamples.all();
  private static final Map<String, KeySetExamples.Example> KEY_SETS = KeySetExamples.all();

  static Stream<String> tokenRules() {
    return Rules.TOKEN.stream().map(rule -> rule.info().id());
  }

  static Stream<String> keySetRules() {
    return Rules.KEY_SET.stream().map(rule -> rule.info().id());
  }

  private static List<String> found(String rule, String jwks, String token) {
    TokenScanner.Builder builder = TokenScanner.builder(TestTokens.CLOCK);
    if (rule.equals("CS-ISS-OTHER") || rule.equals("CS-AUD-OTHER")) {
      builder.issuer("https://auth.example").audiences(Set.of("shop"));
    }
    TokenScanner scanner = (jwks.isEmpty() ? builder : builder.jwks(jwks)).build();
    return scanner.scan(token).findings().stream().map(it -> it.rule().id()).distinct().toList();
  }

  private static List<String> found(String jwks) {
    return TokenScanner.builder(TestTokens.CLOCK)
        .jwks(jwks)
        .build()
        .scanKeySet()
        .findings()
        .stream()
        .map(it -> it.rule().id())
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tokenRules")
  void scan_tokenOfARule_isReportedByThatRuleAlone(String rule) {
    assertThat(TOKENS).as("a pair of examples").containsKey(rule);
    TokenExamples.Example example = Objects.requireNonNull(TOKENS.get(rule));
    assertThat(found(rule, example.jwks(), example.bad())).containsExactly(rule);
    assertThat(found(rule, example.jwks(), example.good())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("keySetRules")
  void scanKeySet_keySetOfARule_isReportedByThatRuleAlone(String rule) {
    assertThat(KEY_SETS).as("a pair of examples").containsKey(rule);
    KeySetExamples.Example example = Objects.requireNonNull(KEY_SETS.get(rule));
    assertThat(found(example.bad())).containsExactly(rule);
    assertThat(found(example.good())).isEmpty();
  }

  @Test
  void rules_all_haveAnIdOfTheirOwnAndSayEverything() {
    assertThat(tokenRules()).containsExactlyInAnyOrderElementsOf(TOKENS.keySet());
    assertThat(keySetRules()).containsExactlyInAnyOrderElementsOf(KEY_SETS.keySet());
    assertThat(TokenScanner.rules())
        .hasSize(TOKENS.size() + KEY_SETS.size())
        .doesNotHaveDuplicates()
        .extracting(RuleInfo::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("CS-[A-Z]+[A-Z0-9-]*"));
    assertThat(TokenScanner.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(70);
              assertThat(rule.why()).endsWith(".");
              assertThat(rule.fix()).endsWith(".");
            });
  }
}
