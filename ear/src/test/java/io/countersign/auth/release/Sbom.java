package io.countersign.auth.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonCollectors;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an archive is made of, in the JSON of CycloneDX. */
record Sbom(JsonObject document) {

  private static final String SCHEMAS = "http://cyclonedx.org/schema/";

  /** CycloneDX's own; those of licences and signatures that it refers to are beside it. */
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_7,
              registry -> registry.schemaIdResolvers(ids -> ids.mapPrefix(SCHEMAS, "classpath:")))
          .getSchema(SchemaLocation.of(SCHEMAS + "bom-1.6.schema.json"));

  private static final String LICENCES = "licenses";
  private static final String REFERENCE = "bom-ref";

  static Sbom read(Path file) {
    try (var reader = Json.createReader(Files.newInputStream(file))) {
      return new Sbom(reader.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes it.
   *
   * @throws IllegalStateException if the schema does not allow it
   */
  void write(Path file) {
    var faults = schemaFaults();
    if (!faults.isEmpty()) {
      throw new IllegalStateException(file + " is not valid:\n" + String.join("\n", faults));
    }
    var pretty = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    try {
      try (var writer = pretty.createWriter(Files.newOutputStream(file))) {
        writer.writeObject(document);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonObject> components() {
    return document.getJsonArray("components").getValuesAs(JsonObject.class);
  }

  /** Returns this one with further components, which the archive needs itself. */
  Sbom with(Collection<JsonObject> more) {
    var all =
        Stream.concat(components().stream(), more.stream()).collect(JsonCollectors.toJsonArray());
    return of(about(), all);
  }

  /** Returns one of another library, which has some of the components of this one. */
  Sbom ofLibrary(String artifact, String description, Predicate<JsonObject> holds) {
    var purl = Library.maven(about().getString("group"), artifact, about().getString("version"));
    return of(
        about("library", artifact, description, purl),
        components().stream().filter(holds).collect(JsonCollectors.toJsonArray()));
  }

  /** Returns one of an archive that this one's is in, beside other components. */
  Sbom inArchive(String name, String description, Collection<JsonObject> others) {
    var all = new LinkedHashMap<String, JsonObject>();
    Stream.of(Stream.of(about()), components().stream(), others.stream())
        .flatMap(Function.identity())
        .forEach(component -> all.putIfAbsent(component.getString(REFERENCE), component));
    return of(
        about(
            "application",
            name,
            description,
            "pkg:generic/" + name + "@" + about().getString("version")),
        all.values().stream().collect(JsonCollectors.toJsonArray()));
  }

  /** Returns where it breaks the schema of CycloneDX. */
  List<String> schemaFaults() {
    return SCHEMA.validate(document.toString(), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }

  /** Returns the components whose licence is unknown or not on our list, with what they say. */
  List<String> licenceFaults() {
    return components().stream()
        .filter(component -> !isAllowed(component))
        .map(it -> it.getString("name") + ": " + it.getOrDefault(LICENCES, JsonValue.NULL))
        .toList();
  }

  private static boolean isAllowed(JsonObject component) {
    var licences = component.getJsonArray(LICENCES);
    return licences != null
        && !licences.isEmpty()
        && licences.getValuesAs(JsonObject.class).stream()
            .map(choice -> choice.getJsonObject("license"))
            .allMatch(
                it ->
                    it != null
                        && Licence.of(it.getString("id", it.getString("name", ""))).isPresent());
  }

  private JsonObject about() {
    return document.getJsonObject("metadata").getJsonObject("component");
  }

  private JsonObject about(String type, String name, String description, String purl) {
    return Json.createObjectBuilder(about())
        .add("type", type)
        .add("name", name)
        .add("description", description)
        .add("purl", purl)
        .add(REFERENCE, purl)
        .build();
  }

  private Sbom of(JsonObject about, JsonArray components) {
    var metadata =
        Json.createObjectBuilder(document.getJsonObject("metadata")).add("component", about);
    var id = UUID.nameUUIDFromBytes((about.toString() + components).getBytes(UTF_8));
    return new Sbom(
        Json.createObjectBuilder(document)
            .add("serialNumber", "urn:uuid:" + id)
            .add("metadata", metadata)
            .add("components", components)
            .add("dependencies", dependencies(about, components))
            .build());
  }

  /** All of the archive, and of the others what is there. */
  private JsonArray dependencies(JsonObject about, JsonArray components) {
    var there =
        components.getValuesAs(JsonObject.class).stream()
            .map(it -> it.getString(REFERENCE))
            .toList();
    var own =
        Json.createObjectBuilder()
            .add("ref", about.getString(REFERENCE))
            .add("dependsOn", Json.createArrayBuilder(there))
            .build();
    var others =
        document.getJsonArray("dependencies").getValuesAs(JsonObject.class).stream()
            .filter(dependency -> there.contains(dependency.getString("ref")))
            .map(dependency -> only(there, dependency));
    return Stream.concat(Stream.of(own), others).collect(JsonCollectors.toJsonArray());
  }

  private static JsonObject only(List<String> there, JsonObject dependency) {
    var on = dependency.getOrDefault("dependsOn", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
    var kept =
        on.getValuesAs(JsonString.class).stream()
            .filter(reference -> there.contains(reference.getString()))
            .collect(JsonCollectors.toJsonArray());
    return Json.createObjectBuilder(dependency).add("dependsOn", kept).build();
  }
}
