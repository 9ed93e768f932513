package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int LIMIT = 16 * 1024;

  private static FormFields read(@Nullable String type, String body) {
    return FormFields.read(
        type, new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static FormFields read(String body) {
    return read(FORM, body);
  }

  @Test
  void read_fields_decodesThem() {
    FormFields fields = read("&&token=a%2Bb+c%C3%A4&&=&other&%74oken2=x=y&");
    assertThat(fields.required("token")).isEqualTo("a+b cä");
    assertThat(fields.required("token2")).isEqualTo("x=y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM,
        "Application/X-WWW-Form-URLencoded",
        FORM + ";charset=UTF-8",
        FORM + " ; charset=\"utf-8\"",
        FORM + ";charset=utf8",
        FORM + ";",
        FORM + "; boundary=x",
        FORM + "; q=\"a; b\" ; Charset=UTF-8;"
      })
  void read_formType_isTaken(String type) {
    assertThat(read(type, "token=x").required("token")).isEqualTo("x");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "application/json",
        "multipart/form-data",
        "*/*",
        "application/*",
        FORM + ";charset=utf-16",
        FORM + ";charset=\"iso-8859-1\"",
        FORM + ";charset=utf-8; charset=utf-16",
        FORM + ";x=y; charset=utf-16",
        FORM + ";charset=\"utf-8",
        FORM + "; x",
        FORM + "x"
      })
  void read_anotherType_isRefused(@Nullable String type) {
    assertThatExceptionOfType(OAuthErrorException.class)
        .isThrownBy(() -> read(type, "token=x"))
        .withMessageContaining(FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token=%",
        "token=%4",
        "token=%zz",
        "token=%-1",
        "token=%ff",
        "token=\u00ff",
        "%C3=x"
      })
  void read_malformed_isRefused(String body) {
    assertThatExceptionOfType(OAuthErrorException.class)
        .isThrownBy(() -> read(body))
        .withMessage("The body is malformed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token=x&token=x", "token=x&a=1&%74oken=", "a&token=x&a"})
  void read_twice_isRefused(String body) {
    assertThatExceptionOfType(OAuthErrorException.class)
        .isThrownBy(() -> read(body))
        .withMessage("A parameter is there more than once.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token", "token=", "Token=x", "a=token"})
  void required_missingOrWithoutValue_isRefused(String body) {
    FormFields fields = read(body);
    assertThatExceptionOfType(OAuthErrorException.class)
        .isThrownBy(() -> fields.required("token"))
        .withMessage("The parameter token is missing.");
  }

  @Test
  void read_largest_isTaken() {
    assertThat(read("token=" + "x".repeat(LIMIT - 6)).required("token")).hasSize(LIMIT - 6);
    assertThatExceptionOfType(OAuthErrorException.class)
        .isThrownBy(() -> read("token=" + "x".repeat(LIMIT - 5)))
        .withMessage("The body is larger than 16384 octets.");
  }

  @Test
  void read_brokenOff_isRefused() {
    InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] octets, int offset, int length) throws IOException {
            throw new IOException("reset");
          }
        };
    assertThatExceptionOfType(OAuthErrorException.class)
        .isThrownBy(() -> FormFields.read(FORM, broken))
        .withMessage("The body is shorter than announced.");
  }
}
