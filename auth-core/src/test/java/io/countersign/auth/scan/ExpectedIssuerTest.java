package io.countersign.auth.scan;

import static io.countersign.auth.scan.TestTokens.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.scan.report.Finding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token held against the issuer and the audience that it should have. */
class ExpectedIssuerTest {

  private static List<String> found(TokenScanner.Builder builder, TestTokens token) {
    return builder.build().scan(token.token()).findings().stream()
        .map(it -> it.rule().id())
        .toList();
  }

  private static TokenScanner.Builder scanner() {
    return TokenScanner.builder(TestTokens.CLOCK);
  }

  @Test
  void scan_otherIssuer_isReported() {
    assertThat(found(scanner().issuer("https://auth.example"), rs256())).isEmpty();
    assertThat(found(scanner().issuer("https://auth.example/"), rs256()))
        .containsExactly("CS-ISS-OTHER");
    assertThat(found(scanner().issuer("https://auth.example"), rs256().unclaim("iss")))
        .containsExactly("CS-CLAIM-ISS");
  }

  @Test
  void scan_otherAudience_isReported() {
    assertThat(found(scanner().audiences(Set.of("shop")), rs256())).isEmpty();
    assertThat(found(scanner().audiences(Set.of("shop", "stock")), rs256())).isEmpty();
    assertThat(found(scanner().audiences(Set.of("stock")), rs256()))
        .containsExactly("CS-AUD-OTHER");
    assertThat(
            found(
                scanner().audiences(Set.of("stock")), rs256().claim("aud", "[\"shop\",\"stock\"]")))
        .isEmpty();
    assertThat(found(scanner().audiences(Set.of("shop")), rs256().text("aud", "Shop")))
        .containsExactly("CS-AUD-OTHER");
  }

  @Test
  void scan_audienceExpectedAndAClientNamedInstead_isReported() {
    TestTokens token = rs256().unclaim("aud").text("client_id", "shop");
    assertThat(found(scanner(), token)).containsExactly("CS-CLAIM-CLIENT");
    assertThat(found(scanner().audiences(Set.of("shop")), token))
        .containsExactlyInAnyOrder("CS-CLAIM-CLIENT", "CS-AUD-OTHER");
  }

  @Test
  void evidence_saysWhatIsThere() {
    assertThat(scanner().issuer("https://other.example").build().scan(rs256().token()).findings())
        .extracting(Finding::evidence)
        .containsExactly("\"https://auth.example\"");
  }

  @Test
  void builder_emptyExpectation_isRefused() {
    assertThatThrownBy(() -> scanner().issuer(" ").build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scanner().audiences(Set.of("")).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
