package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.web.settings.CorsOrigins;
import io.countersign.auth.web.settings.IssuerAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieOriginTest {

  private static final String HOST = "login.example.com";

  private static Optional<String> problem(
      String issuer, @Nullable String site, @Nullable String origin, @Nullable String host) {
    return problem(issuer, CorsOrigins.NONE, site, origin, host);
  }

  private static Optional<String> problem(
      String issuer,
      CorsOrigins others,
      @Nullable String site,
      @Nullable String origin,
      @Nullable String host) {
    return new CookieOrigin(IssuerAddress.of(issuer), others).problem(site, origin, host);
  }

  private static Optional<String> problem(String issuer, @Nullable String origin) {
    return problem(issuer, null, origin, HOST);
  }

  @Test
  void problem_fetchMetadata_decidesAlone() {
    String issuer = "https://login.example.com/auth";
    assertThat(problem(issuer, "same-origin", "https://evil.example", HOST)).isEmpty();
    for (String site : new String[] {"same-site", "cross-site", "none", "", "same-origin,x"}) {
      assertThat(problem(issuer, site, "https://login.example.com", HOST))
          .contains("Sec-Fetch-Site is not same-origin.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.com/auth, https://login.example.com",
    "https://login.example.com/auth, https://LOGIN.example.com:443",
    "https://login.example.com:8443/auth, https://login.example.com:8443",
    "http://localhost:8080/auth, http://localhost:8080"
  })
  void problem_originOfTheIssuer_isNone(String issuer, String origin) {
    assertThat(problem(issuer, null, origin, "inner:8080")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com",
        "https://login.example.com:8443",
        "https://login.example.com/",
        "https://login.example.com.evil.example",
        "https://evil.example",
        "https://login.example.com https://evil.example",
        "null",
        ""
      })
  void problem_anotherOrigin_isSaidWithoutItsValue(String origin) {
    assertThat(problem("https://login.example.com/auth", origin))
        .contains("Origin is not the issuer's.");
  }

  /** To others than those of the same site no browser sends the cookie: it came some other way. */
  @Test
  void problem_namedOrigin_isAsGoodOnTheSameSiteOnly() {
    String issuer = "https://login.example.com/auth";
    String app = "https://app.example.com";
    CorsOrigins others = CorsOrigins.parse(app);
    assertThat(problem(issuer, others, "same-site", app, HOST)).isEmpty();
    assertThat(problem(issuer, others, null, app, HOST)).isEmpty();
    assertThat(problem(issuer, others, "same-origin", issuer, HOST)).isEmpty();
    for (String site : new String[] {"cross-site", "none", ""}) {
      assertThat(problem(issuer, others, site, app, HOST)).isPresent();
    }
    for (String origin : new String[] {"https://evil.example.com", app + ".evil", "null", ""}) {
      assertThat(problem(issuer, others, "same-site", origin, HOST)).isPresent();
      assertThat(problem(issuer, others, null, origin, HOST)).isPresent();
    }
    assertThat(problem(issuer, others, "same-site", null, HOST)).isPresent();
  }

  @Test
  void problem_neitherHeader_namesBoth() {
    assertThat(problem("https://login.example.com/auth", null).orElse(""))
        .contains("Sec-Fetch-Site", "Origin");
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.com, login.example.com",
    "https://login.example.com, login.example.com:443",
    "https://login.example.com:8443, login.example.com:8443",
    "http://localhost:8080, localhost:8080",
    "http://127.0.0.1, 127.0.0.1",
    "http://[::1]:8080, [::1]:8080"
  })
  void problem_issuerThatIsNoUrl_takesTheHosts(String origin, String host) {
    assertThat(problem("urn:example:auth", null, origin, host)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://login.example.com, login.example.com",
    "http://localhost.example.com, localhost.example.com",
    "https://evil.example, login.example.com",
    "https://null,",
    "null, login.example.com"
  })
  void problem_issuerThatIsNoUrl_refusesOthers(String origin, @Nullable String host) {
    assertThat(problem("urn:example:auth", null, origin, host))
        .contains("Origin is not that of Host.");
  }
}
