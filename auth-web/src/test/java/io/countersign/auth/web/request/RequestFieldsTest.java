package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

  private static final Set<String> KNOWN =
      Set.of("a", "at", "b", "c", "d", "e", "list", "no", "null", "yes");

  private static RequestFields read(byte[] body, @Nullable MediaType type) {
    return RequestFields.read(type, new ByteArrayInputStream(body), KNOWN);
  }

  private static RequestFields read(String body) {
    return read(body.getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE);
  }

  private static InvalidRequestException refused(ThrowingCallable call) {
    return catchThrowableOfType(InvalidRequestException.class, call);
  }

  @Test
  void read_fields_byNameAndLength() {
    RequestFields fields = read("{\"a\":\"ä\",\"b\":null,\"c\":1,\"d\":\"\",\"e\":\"x\\u0000\"}");
    assertThat(fields.required("a", 1)).isEqualTo("ä");
    assertThat(fields.optional("b", 1)).isEmpty();
    assertThat(fields.optional("missing", 1)).isEmpty();
    assertThat(refused(() -> fields.required("b", 1))).hasMessage("\"b\" is missing.");
    assertThat(refused(() -> fields.optional("c", 1))).hasMessage("\"c\" must be a string.");
    assertThat(refused(() -> fields.optional("d", 9)))
        .hasMessage("\"d\" must have 1 to 9 characters.");
    assertThat(refused(() -> fields.optionalLine("e", 9)))
        .hasMessage("\"e\" must not have control characters.");
  }

  @Test
  void read_unknownField_isNamed() {
    assertThat(refused(() -> read("{\"a\":1,\"enabled\":false}")))
        .hasMessageStartingWith("\"enabled\" is no known member of the body: known are a, ");
    assertThat(refused(() -> read("{\"A\":1}"))).hasMessageStartingWith("\"A\" is no known");
    assertThat(refused(() -> read("{\"<script>\":1}")))
        .hasMessageStartingWith("There is an unknown member of the body: known are a, ");
    assertThat(
            refused(
                () ->
                    RequestFields.read(
                        MediaType.APPLICATION_JSON_TYPE,
                        new ByteArrayInputStream("{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
                        Set.of())))
        .hasMessage("\"a\" is no known member of the body: there is none here.");
  }

  @Test
  void read_listTruthAndTime_byType() {
    RequestFields fields =
        read(
            "{\"list\":[\"a\",\"b\",\"a\"],\"yes\":true,\"no\":false,\"at\":1700000000,\"null\":null}");
    assertThat(fields.optionalLines("list", 3, 1)).contains(Set.of("a", "b"));
    assertThat(fields.optionalLines("null", 3, 1)).isEmpty();
    assertThat(fields.optionalBoolean("yes")).contains(true);
    assertThat(fields.optionalBoolean("no")).contains(false);
    assertThat(fields.optionalBoolean("missing")).isEmpty();
    assertThat(fields.optionalSeconds("at")).contains(1_700_000_000L);
    assertThat(fields.optionalSeconds("missing")).isEmpty();
    assertThat(refused(() -> fields.optionalLines("list", 2, 1)))
        .hasMessage("\"list\" must be a list of at most 2 strings.");
    assertThat(refused(() -> fields.optionalLines("yes", 2, 1))).isNotNull();
    assertThat(refused(() -> fields.optionalBoolean("at")))
        .hasMessage("\"at\" must be true or false.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[null]", "[[]]", "[\"\"]", "[\"ab\"]", "[\"\\n\"]"})
  void optionalLines_itemThatIsNone_isRefused(String list) {
    assertThat(refused(() -> read("{\"list\":" + list + "}").optionalLines("list", 9, 1)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "-1", "1.5", "1e3", "1e999999999", "1000000000000000", "true"})
  void optionalSeconds_noTime_isRefused(String number) {
    assertThat(refused(() -> read("{\"at\":" + number + "}").optionalSeconds("at")))
        .hasMessage("\"at\" must be a time in whole seconds.");
  }

  @Test
  void read_noBody_hasNoFields() {
    assertThat(read(new byte[0], null).optional("refresh_token", 9)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "\"x\"",
        "null",
        "{\"a\":1,\"a\":2}",
        "{\"a\":}",
        "{} {}",
        "{'a':1}",
        "x"
      })
  void read_notAJsonObject_is400WithoutTheBody(String body) {
    InvalidRequestException refusal = refused(() -> read(body));
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal).hasMessage("The body is not a JSON object with each name once.");
    assertThat(refusal).hasNoCause();
  }

  @Test
  void read_hostileDepthAndNumbers_is400() {
    for (String value : new String[] {"[".repeat(5000) + "]".repeat(5000), "9".repeat(16_000)}) {
      RequestFields fields;
      try {
        fields = read("{\"a\":" + value + "}");
      } catch (InvalidRequestException e) {
        assertThat(e.status()).isEqualTo(400);
        continue;
      }
      assertThat(refused(() -> fields.required("a", 9)).status()).isEqualTo(400);
    }
  }

  @Test
  void read_bodyCutShort_is400() {
    InputStream cut =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] octets, int from, int length) throws IOException {
            throw new IOException("the client went away");
          }
        };
    assertThat(
            refused(() -> RequestFields.read(MediaType.APPLICATION_JSON_TYPE, cut, KNOWN)).status())
        .isEqualTo(400);
  }

  @Test
  void read_invalidUtf8_is400() {
    byte[] body = {'{', '"', (byte) 0xFF, '"', ':', '1', '}'};
    assertThat(refused(() -> read(body, MediaType.APPLICATION_JSON_TYPE)).status()).isEqualTo(400);
  }

  @Test
  void read_sizeLimit_isExact() {
    String frame = "{\"a\":\"\"}";
    String largest = "x".repeat(16 * 1024 - frame.length());
    assertThat(read("{\"a\":\"" + largest + "\"}").required("a", 16 * 1024)).isEqualTo(largest);
    assertThat(refused(() -> read("{\"a\":\"" + largest + "x\"}")).status()).isEqualTo(413);
  }

  @Test
  void read_otherMediaType_is415() {
    byte[] body = {'{', '}'};
    assertThat(refused(() -> read(body, null)).status()).isEqualTo(415);
    assertThat(refused(() -> read(body, MediaType.APPLICATION_FORM_URLENCODED_TYPE)).status())
        .isEqualTo(415);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> read(body, MediaType.TEXT_PLAIN_TYPE));
  }

  @ParameterizedTest
  @CsvSource({"*,*", "application,*", "application,json5", "application,problem+json", "text,json"})
  void read_otherTypeOrRange_is415(String type, String subtype) {
    byte[] body = {'{', '}'};
    assertThat(refused(() -> read(body, new MediaType(type, subtype))).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "iso-8859-1", "us-ascii", "", "'utf-8'", "\"utf-8", "utf-8x"})
  void read_jsonInAnotherCharset_is415(String charset) {
    byte[] body = {'{', '}'};
    MediaType type = new MediaType("application", "json", Map.of("charset", charset));
    assertThat(refused(() -> read(body, type)).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "UTF-8", "Utf-8", "\"UTF-8\"", "utf8"})
  void read_jsonWithCharset_isAccepted(String charset) {
    byte[] body = {'{', '}'};
    MediaType type = new MediaType("Application", "JSON", Map.of("Charset", charset, "x", "y"));
    assertThat(read(body, type)).isNotNull();
  }
}
