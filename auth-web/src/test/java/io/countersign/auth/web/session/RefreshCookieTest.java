package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.web.settings.SettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshCookieTest {

  private static final String REMOVED =
      "__Secure-countersign-refresh=; Max-Age=0; HttpOnly; Secure; SameSite=Strict; Path=";

  @SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
  private static RefreshCookie of(String issuer) {
    Map<String, String> values =
        Map.of(
            "countersign.issuer", issuer,
            "countersign.audience", "shop",
            "countersign.master-key-file", "/etc/countersign/master.key");
    RefreshCookie cookie = new RefreshCookie();
    cookie.settings =
        SettingsReader.read(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    cookie.start();
    return cookie;
  }

  @Test
  void keepAndRemove_issuerUnderAuth_areOfThatPath() {
    RefreshCookie cookie = of("https://login.example.com/auth");
    assertThat(cookie.keep("csr_x", Optional.of(Duration.ofMinutes(1))))
        .containsExactly(
            "__Secure-countersign-refresh=csr_x; Max-Age=60; HttpOnly; Secure; SameSite=Strict;"
                + " Path=/auth");
    assertThat(cookie.remove()).containsExactly(REMOVED + "/auth");
  }

  @Test
  void keep_untilTheBrowserIsClosed_hasNoMaxAge() {
    assertThat(of("https://login.example.com/auth").keep("csr_x", Optional.empty()))
        .containsExactly(
            "__Secure-countersign-refresh=csr_x; HttpOnly; Secure; SameSite=Strict; Path=/auth");
  }

  @Test
  void keepAndRemove_issuerBehindAPrefix_areOfItsPathAndRemoveTheOneOfBefore() {
    RefreshCookie cookie = of("https://login.example.com/sso/auth");
    assertThat(cookie.keep("csr_x", Optional.of(Duration.ofMinutes(1))))
        .containsExactly(
            "__Secure-countersign-refresh=csr_x; Max-Age=60; HttpOnly; Secure; SameSite=Strict;"
                + " Path=/sso/auth",
            REMOVED + "/auth");
    assertThat(cookie.remove()).containsExactly(REMOVED + "/sso/auth", REMOVED + "/auth");
  }

  @Test
  void remove_issuerWithoutAPathOrNoUrl_isOfTheDefaultPath() {
    assertThat(of("https://login.example.com").remove()).containsExactly(REMOVED + "/auth");
    assertThat(of("countersign").remove()).containsExactly(REMOVED + "/auth");
  }
}
