package io.countersign.auth.web;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON request body; each is asked for by name, type and length. */
final class RequestFields {

  /** More than any request here needs, less than hurts. */
  private static final int LIMIT = 16 * 1024;

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private final Map<String, JsonValue> fields;

  private RequestFields(Map<String, JsonValue> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body; none at all has no fields.
   *
   * @throws InvalidRequestException when it is larger than 16 KiB, not JSON, or no object without
   *     duplicate names
   */
  static RequestFields read(@Nullable MediaType type, InputStream body) {
    byte[] octets = octets(body);
    if (octets.length > LIMIT) {
      throw InvalidRequestException.tooLarge(LIMIT);
    }
    if (octets.length == 0) {
      return new RequestFields(Map.of());
    }
    if (type == null || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type)) {
      throw InvalidRequestException.notJson();
    }
    try (JsonParser parser = PARSERS.createParser(new StringReader(text(octets)))) {
      return new RequestFields(object(parser));
    } catch (InvalidRequestException e) {
      throw e;
    } catch (RuntimeException e) { // a parser finds many ways to fail, and quotes the body
      throw notAnObject();
    }
  }

  private static byte[] octets(InputStream body) {
    try {
      return body.readNBytes(LIMIT + 1);
    } catch (IOException e) {
      throw InvalidRequestException.body("is shorter than announced");
    }
  }

  private static Map<String, JsonValue> object(JsonParser parser) {
    Map<String, JsonValue> object = new HashMap<>();
    if (parser.next() != Event.START_OBJECT) {
      throw notAnObject();
    }
    while (parser.next() == Event.KEY_NAME) {
      String name = parser.getString();
      parser.next();
      if (object.put(name, parser.getValue()) != null) {
        throw notAnObject();
      }
    }
    if (parser.hasNext()) {
      throw notAnObject();
    }
    return object;
  }

  private static InvalidRequestException notAnObject() {
    return InvalidRequestException.body("is not a JSON object with each name once");
  }

  private static String text(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw InvalidRequestException.body("is not UTF-8");
    }
  }

  /**
   * A text that must be there.
   *
   * @throws InvalidRequestException when it is missing, empty or longer than {@code longest}
   */
  String required(String name, int longest) {
    return optional(name, longest)
        .orElseThrow(() -> new InvalidRequestException(name, "is missing"));
  }

  /**
   * A text that may be missing or null.
   *
   * @throws InvalidRequestException when it is no text, empty, or longer than {@code longest}
   */
  Optional<String> optional(String name, int longest) {
    JsonValue value = fields.getOrDefault(name, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return Optional.empty();
    }
    if (!(value instanceof JsonString text)) {
      throw new InvalidRequestException(name, "must be a string");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text.getString())) {
      throw new InvalidRequestException(name, "has half of a surrogate pair");
    }
    if (text.getString().isEmpty() || text.getString().length() > longest) {
      throw new InvalidRequestException(name, "must have 1 to " + longest + " characters");
    }
    return Optional.of(text.getString());
  }

  /** {@link #required} for text that is stored and shown: it has no control characters. */
  String requiredLine(String name, int longest) {
    return optionalLine(name, longest)
        .orElseThrow(() -> new InvalidRequestException(name, "is missing"));
  }

  /** {@link #optional} for text that is stored and shown: it has no control characters. */
  Optional<String> optionalLine(String name, int longest) {
    Optional<String> line = optional(name, longest);
    if (line.isPresent() && line.get().chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(name, "must not have control characters");
    }
    return line;
  }
}
