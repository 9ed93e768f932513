package io.countersign.auth.guard;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/**
 * Builds the JSON of answers with one factory. Each call of {@link Json} would look for a provider
 * in all modules of the server, which costs more than the rest of a small answer.
 */
public final class AnswerJson {

  private static final JsonBuilderFactory FACTORY = Json.createBuilderFactory(Map.of());

  private AnswerJson() {}

  /** A builder of an object. */
  public static JsonObjectBuilder object() {
    return FACTORY.createObjectBuilder();
  }

  /** A builder of an object that has these members already, in their order. */
  public static JsonObjectBuilder object(Map<String, Object> members) {
    return FACTORY.createObjectBuilder(members);
  }

  /** A builder of an array. */
  public static JsonArrayBuilder array() {
    return FACTORY.createArrayBuilder();
  }
}
