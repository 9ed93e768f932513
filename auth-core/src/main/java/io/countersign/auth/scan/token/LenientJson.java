package io.countersign.auth.scan.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads as much of a JSON object as can be read, and remembers what was wrong with it. */
public final class LenientJson {

  private static final int DEEPEST = 64;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final JsonFactory STRICT = factory();
  private static final JsonFactory LENIENT = factory(JsonReadFeature.values());

  private final Map<String, Object> members = new LinkedHashMap<>();
  private final Set<String> duplicates = new LinkedHashSet<>();
  private boolean object;

  private LenientJson() {}

  private static JsonFactory factory(JsonReadFeature... features) {
    var builder =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    for (JsonReadFeature feature : features) {
      builder.enable(feature);
    }
    return builder.build();
  }

  /** Reads an object; of any other text its readable beginning, perhaps nothing. */
  public static ScannedObject read(byte[] octets) {
    String text = new String(octets, StandardCharsets.UTF_8);
    boolean utf8 = text.indexOf('\uFFFD') < 0 || isUtf8(octets);
    LenientJson reader = new LenientJson();
    boolean strict = reader.reads(text, STRICT);
    if (!strict) {
      reader = new LenientJson();
      boolean marked = text.startsWith(BYTE_ORDER_MARK);
      reader.reads(marked ? text.substring(1) : text, LENIENT);
    }
    return new ScannedObject(reader.members, reader.duplicates, reader.object, strict, utf8);
  }

  private static boolean isUtf8(byte[] octets) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether all of it could be read. */
  private boolean reads(String text, JsonFactory factory) {
    try (JsonParser parser = factory.createParser(text)) {
      object = parser.nextToken() == JsonToken.START_OBJECT;
      if (!object) {
        return false;
      }
      readInto(members, parser, "");
      return parser.nextToken() == null;
    } catch (IOException | NumberFormatException e) { // what was read until here is kept
      return false;
    }
  }

  private void readInto(Map<String, Object> target, JsonParser parser, String path)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String place = ScannedObject.path(path, name);
      if (target.containsKey(name)) {
        duplicates.add(place);
      }
      target.put(name, ScannedObject.Null.NULL); // stays when the value cannot be read
      parser.nextToken();
      readValue(parser, place, value -> target.put(name, value));
    }
  }

  private void readValue(JsonParser parser, String path, Consumer<Object> to) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> to.accept(parser.getText());
      case VALUE_TRUE -> to.accept(true);
      case VALUE_FALSE -> to.accept(false);
      case VALUE_NUMBER_INT -> to.accept(parser.getNumberValue());
      case VALUE_NUMBER_FLOAT -> to.accept(parser.getDoubleValue());
      case START_OBJECT -> {
        Map<String, Object> child = new LinkedHashMap<>();
        to.accept(child);
        readInto(child, parser, path);
      }
      case START_ARRAY -> {
        List<Object> children = new ArrayList<>();
        to.accept(children);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          readValue(parser, path + "[" + children.size() + "]", children::add);
        }
      }
      default -> to.accept(ScannedObject.Null.NULL);
    }
  }
}
