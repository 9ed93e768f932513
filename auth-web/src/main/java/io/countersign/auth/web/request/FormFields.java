package io.countersign.auth.web.request;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form-encoded request body to an OAuth 2 endpoint.
 *
 * <p>JAX-RS does not read it: it would take the first of two fields of one name, guess at what is
 * malformed, and read a body of any size.
 */
public final class FormFields {

  /**
   * The media type. If it has a charset, that is UTF-8: the type has no such parameter, but clients
   * send it. Other parameters mean nothing.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "(?i)\\s*application/x-www-form-urlencoded\\s*"
              + "(?:;\\s*(?:charset=(?:utf-?8|\"utf-?8\")"
              + "|(?!charset=)[!#$%&'*+.^_`|~\\w-]++=(?:[!#$%&'*+.^_`|~\\w-]++|\"[^\"\\\\]*+\"))?\\s*)*+");

  private static final Pattern FIELD = Pattern.compile("(?!&|\\z)([^=&]*)(?:=([^&]*))?+(?:&|\\z)");
  private static final Pattern MALFORMED_OCTET = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Map<String, String> fields;

  private FormFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body.
   *
   * @param contentType the {@code Content-Type}, null when there is none
   * @throws OAuthErrorException when the body is larger than 16 KiB, of another type, malformed,
   *     shorter than announced, or has two fields of one name
   */
  public static FormFields read(@Nullable String contentType, InputStream body) {
    if (contentType == null || !FORM.matcher(contentType).matches()) {
      throw new OAuthErrorException("The body must be application/x-www-form-urlencoded.");
    }
    Map<String, String> fields = new HashMap<>();
    FIELD
        .matcher(text(octets(body)))
        .results()
        .forEach(field -> put(fields, field.group(1), field.group(2)));
    return new FormFields(fields);
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (fields.put(decoded(name), value == null ? "" : decoded(value)) != null) {
      throw new OAuthErrorException("A parameter is there more than once.");
    }
  }

  private static byte[] octets(InputStream body) {
    byte[] octets;
    try {
      octets = body.readNBytes(Limits.BODY + 1);
    } catch (IOException e) {
      throw new OAuthErrorException("The body is shorter than announced.");
    }
    if (octets.length > Limits.BODY) {
      throw new OAuthErrorException("The body is larger than " + Limits.BODY + " octets.");
    }
    return octets;
  }

  /**
   * Decodes a text that was encoded for a form.
   *
   * @throws OAuthErrorException when the encoding is malformed, or the text is not UTF-8
   */
  public static String decoded(String text) {
    if (MALFORMED_OCTET.matcher(text).find()) {
      throw malformed();
    }
    // Octet for octet, so that what is no UTF-8 is seen and not replaced.
    String octets = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    return text(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static OAuthErrorException malformed() {
    return new OAuthErrorException("The body is malformed.");
  }

  /**
   * A field that must be there.
   *
   * @throws OAuthErrorException when it is missing or has no value (RFC 6749 §3.1)
   */
  public String required(String name) {
    return Optional.ofNullable(fields.get(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new OAuthErrorException("The parameter " + name + " is missing."));
  }
}
