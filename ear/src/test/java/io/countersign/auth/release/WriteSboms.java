package io.countersign.auth.release;

import static java.util.stream.Collectors.toSet;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Node;

/**
 * Completes the EAR's bill of materials, makes the client's of it, and ends the build at a licence
 * that is not allowed.
 */
public final class WriteSboms {

  private WriteSboms() {}

  /**
   * Runs as a step of {@code ./mvnw -Prelease}, before anything is packed.
   *
   * @param arguments the EAR's bill of materials, which is completed, and where the client's is to
   *     be
   * @throws IllegalStateException if a licence is not allowed
   */
  public static void main(String[] arguments) {
    var file = Path.of(arguments[0]);
    var module = Path.of(arguments[2]);
    var root = module.resolveSibling("../pom.xml");
    var ear = Sbom.read(file).with(console(Pom.read(root)));
    var faults = ear.licenceFaults();
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "Licences that docs/shipped.md does not allow:\n" + String.join("\n", faults));
    }
    ear.write(file);
    var held = heldByTheClient(Pom.read(module, parent -> root));
    ear.ofLibrary(
            "countersign-client",
            "What an application in its own deployment takes to verify Countersign's tokens",
            component ->
                component.getString("purl").endsWith("type=jar")
                    && held.contains(
                        component.getString("group") + ":" + component.getString("name")))
        .write(Path.of(arguments[1]));
  }

  /** What the console has out of WebJars, which are no dependencies. */
  private static List<JsonObject> console(Pom pom) {
    return List.of(
        script("lit-html", pom.value("properties/lit-html.version"), Licence.BSD_3),
        script("lit-element", pom.value("properties/lit-element.version"), Licence.BSD_3),
        script(
            "@lit/reactive-element",
            pom.value("properties/lit-reactive-element.version"),
            Licence.BSD_3),
        script("uplot", pom.value("properties/uplot.version"), Licence.MIT));
  }

  private static JsonObject script(String name, String version, Licence licence) {
    var purl = "pkg:npm/" + name.replace("@", "%40") + "@" + version;
    return Library.of("", name, version, purl, licence.id()).component();
  }

  /** The artifacts that the client's jar is shaded of, each by group and name. */
  private static Set<String> heldByTheClient(Pom pom) {
    return pom.elements("//execution[id='client']//artifactSet/includes/include").stream()
        .map(Node::getTextContent)
        .map(include -> include.replaceFirst("^([^:]+:[^:]+).*", "$1"))
        .collect(toSet());
  }
}
