package io.countersign.auth.web.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.InvalidCredentialsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {

  private static String header(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static BasicCredentials read(String pair) {
    return BasicCredentials.in(header(pair)).orElseThrow();
  }

  @Test
  void in_plainOnes_areTakenAsTheyAre() {
    assertThat(read("shop:violet kettle:drums"))
        .isEqualTo(new BasicCredentials("shop", List.of("violet kettle:drums")));
    assertThat(read("shop:viol\u00e9t"))
        .isEqualTo(new BasicCredentials("shop", List.of("viol\u00e9t")));
    assertThat(read(":")).isEqualTo(new BasicCredentials("", List.of("")));
    assertThat(BasicCredentials.in(header("a:b").replace("Basic", "bAsIc"))).isPresent();
  }

  @Test
  void in_whatMayBeEncoded_isTakenEitherWay() {
    assertThat(read("shop%40example.com:a%2Bb"))
        .isEqualTo(new BasicCredentials("shop@example.com", List.of("a+b", "a%2Bb")));
    assertThat(read("shop:a+b")).isEqualTo(new BasicCredentials("shop", List.of("a b", "a+b")));
    assertThat(read("shop:100%")).isEqualTo(new BasicCredentials("shop", List.of("100%")));
    assertThat(read("shop:%ff")).isEqualTo(new BasicCredentials("shop", List.of("%ff")));
  }

  @Test
  void in_noneOrAnotherScheme_isEmpty() {
    assertThat(BasicCredentials.in(null)).isEmpty();
    assertThat(BasicCredentials.in("Bearer abc")).isEmpty();
    assertThat(BasicCredentials.in("Basically abc")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic", "Basic ", "Basic %%%", "Basic YQ==", "Basic /w==", "Basic OmE=="})
  void in_malformed_isRefused(String header) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> BasicCredentials.in(header));
  }

  @Test
  void toString_hidesThePassword() {
    assertThat(read("shop:violet").toString()).doesNotContain("violet");
  }
}
