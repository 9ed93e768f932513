package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.web.session.PresentedCookie.None;
import io.countersign.auth.web.session.PresentedCookie.Token;
import io.countersign.auth.web.session.PresentedCookie.Unusable;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedCookieTest {

  private static PresentedCookie in(String... lines) {
    return PresentedCookie.in(List.of(lines), "n", Pattern.compile("t[A-Z]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n=tA",
        " n=tA ",
        "a=b; n=tA",
        "n=tA;a=b",
        "a=\u00fc; n=tA; ; =; ;b",
        "a=\"; n=tA; b=\""
      })
  void in_once_isTheToken(String header) {
    assertThat(in(header)).isEqualTo(new Token("tA"));
  }

  @Test
  void in_linesOfHttp2_areOneHeader() {
    assertThat(in("a=b", "n=tA")).isEqualTo(new Token("tA"));
    assertThat(in("n=tA", "n=tB")).isInstanceOf(Unusable.class);
  }

  @Test
  void in_noneOfTheName_isNone() {
    assertThat(in()).isEqualTo(new None());
    assertThat(in("", "a=b; J\u00fcrge=\u00e9; N=tA")).isEqualTo(new None());
    assertThat(in("a=b; ".repeat(500))).isEqualTo(new None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"n=tA; n=tA", "n=tA;n=tB", "n=tA; a=b; n=", "n=; n=tA"})
  void in_twice_isUnusable(String header) {
    assertThat(in(header)).isEqualTo(new Unusable("the cookie is there more than once"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1,n=tB; n=tA",
        "a=1,n=tB",
        "a=\"n=tB\"; n=tA",
        "xn=tA",
        "n=tA; n",
        "nn=tA",
        "n"
      })
  void in_theNameElsewhere_isUnusable(String header) {
    assertThat(in(header)).isEqualTo(new Unusable("the cookie's name is in another cookie"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"n=", "n=\"tA\"", "n=tA,", "n=t A", "n= tA", "n=tAB", "n=tA=", "n=tA\u0000"})
  void in_anotherForm_isUnusable(String header) {
    assertThat(in(header))
        .isEqualTo(new Unusable("the cookie's value has not the form of a refresh token"));
  }

  @Test
  void toString_hidesTheToken() {
    assertThat(in("n=tA")).hasToString("Token[]");
  }
}
