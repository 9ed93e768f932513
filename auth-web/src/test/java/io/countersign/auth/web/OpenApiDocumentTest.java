package io.countersign.auth.web;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.RefusalCode;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.EndReason;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document says what the resources do, neither more nor less. */
class OpenApiDocumentTest {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private static final Pattern TEMPLATE = Pattern.compile("\\{(\\w+)}");

  private static final Set<String> CONDITIONS =
      Set.of("if", "then", "else", "not", "propertyNames");

  private final JsonObject document = document();

  private static JsonObject document() {
    try (InputStream resource = OpenApiResource.class.getResourceAsStream("openapi.json");
        JsonReader reader = Json.createReader(resource)) {
      return reader.readObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void operations_areThoseOfTheResources() {
    assertThat(documented(OpenApiDocumentTest::name))
        .containsExactlyInAnyOrderElementsOf(implemented(Operation::name));
  }

  @Test
  void parameters_areThoseOfTheResources() {
    Set<String> common = documented(OpenApiDocumentTest::name);
    common.retainAll(implemented(Operation::name));
    assertThat(documented(this::withParameters).stream().filter(it -> isOf(common, it)))
        .containsExactlyInAnyOrderElementsOf(
            implemented(Operation::withParameters).stream()
                .filter(it -> isOf(common, it))
                .toList());
  }

  /** Whoever needs a token reads so in the document, and nobody else. */
  @Test
  void security_isThatOfTheResources() {
    Set<String> common = documented(OpenApiDocumentTest::name);
    common.retainAll(implemented(Operation::name));
    assertThat(
            documented(OpenApiDocumentTest::withSecurity).stream().filter(it -> isOf(common, it)))
        .containsExactlyInAnyOrderElementsOf(
            implemented(Operation::withSecurity).stream().filter(it -> isOf(common, it)).toList());
  }

  /** What takes a form is of OAuth 2, and answers its clients as they expect it. */
  @Test
  void forms_malformed_areAnsweredAsByOAuth() {
    Set<String> forms = documented(OpenApiDocumentTest::malformedForm);
    assertThat(forms)
        .containsExactly(
            "",
            "post /introspect: #/components/responses/OAuthError",
            "post /revoke: #/components/responses/OAuthError");
  }

  private static String malformedForm(String path, String method, JsonObject operation) {
    JsonObject body = operation.getJsonObject("requestBody");
    if (body == null || !body.toString().contains("application/x-www-form-urlencoded")) {
      return "";
    }
    JsonObject responses = operation.getJsonObject("responses");
    assertThat(responses.keySet()).doesNotContain("413", "415");
    return method + " " + path + ": " + responses.getJsonObject("400").getString("$ref");
  }

  @Test
  void jsonBodies_slowLargeOrOfAnotherType_areRefused() {
    documented(
        (path, method, operation) -> {
          JsonObject body = operation.getJsonObject("requestBody");
          if (body != null && body.getJsonObject("content").containsKey("application/json")) {
            assertThat(operation.getJsonObject("responses").keySet())
                .as(method + " " + path)
                .contains("400", "408", "413", "415");
          }
          return path;
        });
  }

  private static boolean isOf(Set<String> names, String described) {
    return names.contains(described.substring(0, described.indexOf(": ")));
  }

  private interface Description {
    String of(String path, String method, JsonObject operation);
  }

  private Set<String> documented(Description description) {
    Set<String> descriptions = new TreeSet<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject()
                    .forEach(
                        (method, operation) -> {
                          assertThat(METHODS).contains(method);
                          descriptions.add(description.of(path, method, operation.asJsonObject()));
                        }));
    return descriptions;
  }

  private static Set<String> implemented(Function<Operation, String> described) {
    return Operation.of(Resources.classes()).map(described).collect(toCollection(TreeSet::new));
  }

  private static String name(String path, String method, JsonObject operation) {
    return method + " " + path;
  }

  private String withParameters(String path, String method, JsonObject operation) {
    Set<String> names = new TreeSet<>();
    if (operation.containsKey("parameters")) {
      operation.getJsonArray("parameters").stream()
          .map(it -> resolve(it.asJsonObject().getString("$ref")).asJsonObject())
          .filter(it -> !it.getString("in").equals("header"))
          .forEach(it -> names.add(it.getString("in") + " " + it.getString("name")));
    }
    return method + " " + path + ": " + names;
  }

  private static String withSecurity(String path, String method, JsonObject operation) {
    boolean needsToken =
        operation.getJsonArray("security").stream()
            .anyMatch(it -> it.asJsonObject().containsKey("bearer"));
    return method + " " + path + ": " + needsToken;
  }

  @Test
  void pathParameters_areThoseOfTheTemplates() {
    documented(
        (path, method, operation) -> {
          List<String> templates =
              TEMPLATE.matcher(path).results().map(it -> "path " + it.group(1)).toList();
          String described = withParameters(path, method, operation);
          assertThat(Stream.of(described.split("[\\[\\],]")).map(String::strip))
              .filteredOn(it -> it.startsWith("path "))
              .as(described)
              .containsExactlyInAnyOrderElementsOf(templates);
          return described;
        });
  }

  @Test
  void operations_haveUniqueIdsAndAnswers() {
    List<String> ids = new ArrayList<>();
    documented(
        (path, method, operation) -> {
          ids.add(operation.getString("operationId"));
          assertThat(operation.getJsonObject("responses").keySet())
              .as(path)
              .contains("default")
              .anyMatch(status -> status.startsWith("2"));
          return path;
        });
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void references_leadSomewhereAndFromSomewhere() {
    Set<String> references = new TreeSet<>();
    collect(document, references);
    assertThat(references).allSatisfy(it -> assertThat(resolve(it)).isNotNull());
    Set<String> components = new TreeSet<>();
    document
        .getJsonObject("components")
        .forEach(
            (kind, named) ->
                named
                    .asJsonObject()
                    .keySet()
                    .forEach(name -> components.add("#/components/" + kind + "/" + name)));
    components.removeIf(it -> it.startsWith("#/components/securitySchemes/"));
    assertThat(references).containsAll(components);
  }

  /** Who generates a client gets a class of each schema, with its name, and a type of each list. */
  @Test
  void schemas_haveWhatGeneratorsNeed() {
    visit(
        document,
        "",
        (place, schema) -> {
          if (schema.containsKey("properties")) {
            assertThat(place).as("has a name").matches("/components/schemas/\\w+(/allOf/\\d)?");
            assertThat(schema.keySet()).as(place).doesNotContain("oneOf", "anyOf");
          }
          if (schema.containsKey("const") || schema.containsKey("enum")) {
            assertThat(schema.keySet()).as(place).contains("type");
          }
        });
  }

  /** Leaves out conditions, of which generators make nothing. */
  private static void visit(JsonValue value, String place, BiConsumer<String, JsonObject> visitor) {
    if (value instanceof JsonObject object) {
      visitor.accept(place, object);
      object.forEach(
          (name, member) -> {
            if (!CONDITIONS.contains(name)) {
              visit(member, place + "/" + name, visitor);
            }
          });
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        visit(array.get(i), place + "/" + i, visitor);
      }
    }
  }

  private static void collect(JsonValue value, Set<String> references) {
    if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            if (name.equals("$ref")) {
              references.add(((JsonString) member).getString());
            }
            collect(member, references);
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(item -> collect(item, references));
    }
  }

  private JsonValue resolve(String reference) {
    assertThat(reference).startsWith("#/");
    JsonStructure whole = document;
    return whole.getValue(reference.substring(1));
  }

  @Test
  void problemCodes_areThoseOfTheApi() {
    assertThat(enumeration("/components/schemas/Problem/properties/code/enum"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RefusalCode.values()).map(RefusalCode::toString).toList());
  }

  @Test
  void closedLists_areThoseOfTheApi() {
    assertThat(enumeration("/components/schemas/EventType/enum"))
        .containsExactlyElementsOf(
            Stream.of(SecurityEvent.Type.values()).map(SecurityEvent.Type::code).toList());
    List<String> endReasons = Stream.of(EndReason.values()).map(EndReason::code).toList();
    assertThat(enumeration("/components/schemas/EndReason/enum"))
        .containsExactlyElementsOf(endReasons);
    assertThat(enumeration("/components/schemas/AnyEndReason/enum"))
        .startsWith(endReasons.toArray(String[]::new))
        .endsWith("logout")
        .hasSize(endReasons.size() + 1);
  }

  private List<String> enumeration(String pointer) {
    JsonStructure whole = document;
    return whole.getValue(pointer).asJsonArray().getValuesAs(JsonString::getString);
  }
}
