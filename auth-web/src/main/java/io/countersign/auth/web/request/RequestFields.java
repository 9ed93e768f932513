package io.countersign.auth.web.request;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON request body; each is asked for by name, type and length. */
public final class RequestFields {

  /**
   * Seconds as people and programs write them, within the numbers that every JSON parser keeps
   * exact.
   */
  private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,14}");

  /** The charset, which some servers hand on in its quotes. */
  private static final Pattern UTF_8 = Pattern.compile("(?i)utf-?8|\"utf-?8\"");

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private final Map<String, JsonValue> fields;

  private RequestFields(Map<String, JsonValue> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body. An empty body has no fields.
   *
   * @param type {@code application/json}; a charset, if there is one, is UTF-8, and other
   *     parameters mean nothing
   * @param known the names of all fields that are asked for
   * @throws InvalidRequestException when the body is larger than 16 KiB (status 413), of another
   *     type (415), shorter than announced, or not a JSON object that has each name once and only
   *     names of {@code known} (400)
   */
  public static RequestFields read(@Nullable MediaType type, InputStream body, Set<String> known) {
    return read(type, body, Limits.BODY, known);
  }

  /**
   * Reads a body that may be larger. An empty body has no fields.
   *
   * @param limit how many octets it may have
   * @param known the names of all fields that are asked for
   * @throws InvalidRequestException when the body is larger than {@code limit} (413), or for any
   *     other reason of {@link #read(MediaType, InputStream, Set)}
   */
  public static RequestFields read(
      @Nullable MediaType type, InputStream body, int limit, Set<String> known) {
    byte[] octets = octets(body, limit);
    if (octets.length > limit) {
      throw InvalidRequestException.tooLarge(limit);
    }
    if (octets.length == 0) {
      return new RequestFields(Map.of());
    }
    if (type == null || !isJson(type)) {
      throw InvalidRequestException.notJson();
    }
    try (JsonParser parser = PARSERS.createParser(new StringReader(text(octets)))) {
      Map<String, JsonValue> fields = object(parser);
      requireKnown(fields.keySet(), known);
      return new RequestFields(fields);
    } catch (InvalidRequestException e) {
      throw e;
    } catch (RuntimeException e) { // a parser finds many ways to fail, and quotes the body
      throw notAnObject();
    }
  }

  /** No range of types, and no other charset than JSON's own (RFC 8259 §8.1, §11). */
  private static boolean isJson(MediaType type) {
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
    return type.getType().equalsIgnoreCase("application")
        && type.getSubtype().equalsIgnoreCase("json")
        && UTF_8.matcher(charset).matches();
  }

  private static byte[] octets(InputStream body, int limit) {
    try {
      return body.readNBytes(limit + 1);
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

  /**
   * Refuses fields that nobody asks for. The client means something by them, and has to learn that
   * it is not done.
   */
  private static void requireKnown(Set<String> names, Set<String> known) {
    names.stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw InvalidRequestException.unknown(name, known, "member of the body");
            });
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
  public String required(String name, int longest) {
    return optional(name, longest)
        .orElseThrow(() -> new InvalidRequestException(name, "is missing"));
  }

  /**
   * A text that may be missing or null.
   *
   * @throws InvalidRequestException when it is no text, empty, or longer than {@code longest}
   */
  public Optional<String> optional(String name, int longest) {
    return value(name).map(value -> text(name, value, longest));
  }

  /**
   * A JSON document that may be missing or null: an object, or a text that has one.
   *
   * @throws InvalidRequestException when it is anything else, or longer than {@code longest}
   */
  public Optional<String> optionalDocument(String name, int longest) {
    return value(name)
        .map(value -> value instanceof JsonObject ? value.toString() : text(name, value, longest));
  }

  /** A field that is there and not null. */
  private Optional<JsonValue> value(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> value != JsonValue.NULL);
  }

  private static String text(String name, JsonValue value, int longest) {
    if (!(value instanceof JsonString string)) {
      throw new InvalidRequestException(name, "must be a string");
    }
    return text(name, string.getString(), longest);
  }

  private static String text(String name, String text, int longest) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidRequestException(name, "has half of a surrogate pair");
    }
    if (text.isEmpty() || text.length() > longest) {
      throw new InvalidRequestException(name, "must have 1 to " + longest + " characters");
    }
    return text;
  }

  /**
   * Does the same as {@link #required}, and refuses control characters: the text is stored and
   * shown.
   */
  public String requiredLine(String name, int longest) {
    return optionalLine(name, longest)
        .orElseThrow(() -> new InvalidRequestException(name, "is missing"));
  }

  /**
   * Does the same as {@link #optional}, and refuses control characters: the text is stored and
   * shown.
   */
  public Optional<String> optionalLine(String name, int longest) {
    return value(name).map(value -> line(name, value, longest));
  }

  private static String line(String name, JsonValue value, int longest) {
    return withoutControls(name, text(name, value, longest));
  }

  /** Requires of a text from elsewhere what {@link #optionalLine} requires of a field. */
  static String line(String name, String text, int longest) {
    return withoutControls(name, text(name, text, longest));
  }

  private static String withoutControls(String name, String line) {
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(name, "must not have control characters");
    }
    return line;
  }

  /**
   * A list of lines that may be missing or null; what it names twice counts once.
   *
   * @throws InvalidRequestException when it is no list, has more than {@code most} items, or one of
   *     them is no line of 1 to {@code longest} characters
   */
  public Optional<Set<String>> optionalLines(String name, int most, int longest) {
    return value(name).map(value -> lines(name, value, most, longest));
  }

  /**
   * A line or a list of lines, at least one, that may be missing or null.
   *
   * @throws InvalidRequestException when it is neither, empty, or longer than {@code most} and
   *     {@code longest} allow
   */
  public Set<String> oneOrMoreLines(String name, int most, int longest) {
    Set<String> lines =
        value(name)
            .map(
                value ->
                    value instanceof JsonString
                        ? Set.of(line(name, value, longest))
                        : lines(name, value, most, longest))
            .orElse(Set.of());
    if (lines.isEmpty() && value(name).isPresent()) {
      throw new InvalidRequestException(name, "must name at least one");
    }
    return lines;
  }

  private static Set<String> lines(String name, JsonValue value, int most, int longest) {
    if (!(value instanceof JsonArray array) || array.size() > most) {
      throw new InvalidRequestException(name, "must be a list of at most " + most + " strings");
    }
    return array.stream().map(item -> line(name, item, longest)).collect(toUnmodifiableSet());
  }

  /**
   * A truth value that may be missing or null.
   *
   * @throws InvalidRequestException when it is anything else
   */
  public Optional<Boolean> optionalBoolean(String name) {
    return value(name)
        .map(
            value -> {
              if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
                throw new InvalidRequestException(name, "must be true or false");
              }
              return value == JsonValue.TRUE;
            });
  }

  /**
   * A time in seconds since 1970, as in a token, that may be missing or null.
   *
   * @throws InvalidRequestException when it is no whole number of at most 15 digits
   */
  public Optional<Long> optionalSeconds(String name) {
    return value(name)
        .map(
            value -> {
              if (!SECONDS.matcher(value.toString()).matches()) {
                throw new InvalidRequestException(name, "must be a time in whole seconds");
              }
              return Long.valueOf(value.toString());
            });
  }
}
