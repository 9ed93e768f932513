package io.countersign.auth.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object strictly by RFC 8259: strict UTF-8, no byte order mark, no duplicate name, no
 * trailing data. Its limits (RFC 8259 §9) are a depth of 32 and numbers of 1000 characters that a
 * double can hold.
 */
final class StrictJson {

  private static final int DEEPEST = 32;

  /** Every double can be written in fewer characters; more of them only cost time. */
  private static final int LONGEST_NUMBER = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private StrictJson() {}

  /** Says that the document is not such an object, and quotes nothing of it. */
  static final class NotStrictJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private NotStrictJsonException() {
      super("not a strict JSON object", null, false, false);
    }
  }

  /**
   * Reads an object.
   *
   * @param octets the whole document
   * @return strings, longs, doubles, booleans, nulls, and unmodifiable lists and maps; a member may
   *     be there with a null value, so ask for its name
   * @throws NotStrictJsonException when it is anything else
   */
  static Map<String, @Nullable Object> object(byte[] octets) throws NotStrictJsonException {
    try {
      try (JsonParser parser = FACTORY.createParser(strictUtf8(octets))) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new NotStrictJsonException();
        }
        Map<String, @Nullable Object> object = readObject(parser);
        if (parser.nextToken() != null) {
          throw new NotStrictJsonException();
        }
        return object;
      }
    } catch (IOException e) { // Jackson's messages quote the document: never let one out
      throw new NotStrictJsonException();
    }
  }

  /** The JDK's fast decoder puts U+FFFD for invalid UTF-8; without one, all was valid. */
  private static String strictUtf8(byte[] octets) throws CharacterCodingException {
    String text = new String(octets, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
  }

  private static Map<String, @Nullable Object> readObject(JsonParser parser)
      throws IOException, NotStrictJsonException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    int members = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.put(name, readValue(parser));
      members++;
      if (object.size() < members) {
        throw new NotStrictJsonException(); // a duplicate, even where a value is null
      }
    }
    return Collections.unmodifiableMap(object);
  }

  private static List<@Nullable Object> readArray(JsonParser parser)
      throws IOException, NotStrictJsonException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(readValue(parser));
    }
    return Collections.unmodifiableList(array);
  }

  private static @Nullable Object readValue(JsonParser parser)
      throws IOException, NotStrictJsonException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser);
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      default -> throw new NotStrictJsonException();
    };
  }

  private static Number readNumber(JsonParser parser) throws IOException, NotStrictJsonException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new NotStrictJsonException();
    }
    return value;
  }
}
