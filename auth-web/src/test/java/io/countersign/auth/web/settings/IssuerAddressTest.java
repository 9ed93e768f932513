package io.countersign.auth.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerAddressTest {

  @Test
  void locate_isUnderTheIssuersAddress() {
    assertThat(IssuerAddress.of("https://Login.example.com:443/sso/auth/").locate("admin", "x"))
        .isEqualTo("https://login.example.com/sso/auth/admin/x");
    assertThat(IssuerAddress.of("https://login.example.com").locate("x"))
        .isEqualTo("https://login.example.com/auth/x");
    assertThat(IssuerAddress.of("urn:example:auth").locate("x")).isEqualTo("/auth/x");
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.com/sso/auth, https://login.example.com, /sso/auth",
    "https://login.example.com/auth/, https://login.example.com, /auth",
    "https://login.example.com/a//, https://login.example.com, /a",
    "https://login.example.com, https://login.example.com, /auth",
    "https://login.example.com/, https://login.example.com, /auth",
    "https://login.example.com?x=/y, https://login.example.com, /auth",
    "https://login.example.com/a?x=/y#z, https://login.example.com, /a",
    "HTTPS://Login.Example.COM:443/auth, https://login.example.com, /auth",
    "https://login.example.com:8443/auth, https://login.example.com:8443, /auth",
    "http://localhost:8080/auth, http://localhost:8080, /auth",
    "http://localhost:80/auth, http://localhost, /auth",
    "http://localhost:443/auth, http://localhost:443, /auth",
    "https://[::1]:8443/auth, https://[::1]:8443, /auth",
    "https://bücher.example/auth, https://xn--bcher-kva.example, /auth",
    "https://login.example.com/a%20b/c, https://login.example.com, /a%20b/c"
  })
  void of_url_hasItsOriginAndPath(String issuer, String origin, String path) {
    IssuerAddress address = IssuerAddress.of(issuer);
    assertThat(address.origin()).contains(origin);
    assertThat(address.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "countersign",
        "urn:example:auth",
        "login.example.com/sso",
        "ftp://login.example.com/sso",
        "https:///sso",
        "https://user@login.example.com/sso",
        "https://a b.example/sso"
      })
  void of_noUrl_hasNoOriginAndTheDefaultPath(String issuer) {
    IssuerAddress address = IssuerAddress.of(issuer);
    assertThat(address.origin()).isEmpty();
    assertThat(address.path()).isEqualTo("/auth");
  }

  /** It would end the attribute, and begin another. */
  @ParameterizedTest
  @ValueSource(strings = {"/a;Domain=example.com", "/a b", "/b\u00fccher"})
  void of_pathThatNoCookieCanHave_hasTheDefaultPath(String path) {
    assertThat(IssuerAddress.of("https://login.example.com" + path).path()).isEqualTo("/auth");
  }

  @Test
  void normalized_moreThanAnOrigin_isNone() {
    assertThat(IssuerAddress.normalized("https://a.example")).contains("https://a.example");
    for (String more : new String[] {"/", "/x", "?x", "#x", " ", ":", ":443x", ", https://b"}) {
      assertThat(IssuerAddress.normalized("https://a.example" + more)).isEmpty();
    }
    assertThat(IssuerAddress.normalized("null")).isEmpty();
  }
}
