package io.countersign.auth.release;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Node;

/** A POM as Maven understands it: with its properties, and with what it has from its parents. */
final class Pom {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]+)}");

  private final XmlFile file;
  private final Optional<Pom> parent;

  private Pom(XmlFile file, Function<Coordinates, Path> files) {
    this.file = file;
    this.parent =
        Optional.of(own("parent/artifactId"))
            .filter(artifact -> !artifact.isEmpty())
            .map(artifact -> new Coordinates(artifact, own("parent/version")))
            .map(files)
            .map(it -> read(it, files));
  }

  /** An artifact of ours. */
  record Coordinates(String artifact, String version) {}

  /** Reads one whose parents are in other files. */
  static Pom read(Path file, Function<Coordinates, Path> files) {
    return new Pom(XmlFile.read(file), files);
  }

  /** Reads one that has no parent. */
  static Pom read(Path file) {
    return read(
        file,
        parent -> {
          throw new IllegalStateException(file + " has a parent: " + parent);
        });
  }

  Coordinates coordinates() {
    return new Coordinates(own("artifactId"), value("version"));
  }

  String packaging() {
    var packaging = own("packaging");
    return packaging.isEmpty() ? "jar" : packaging;
  }

  /** Returns what an element of it says, or of its parents; else an empty string. */
  String value(String path) {
    return interpolated(inherited(path));
  }

  /** Returns what an element of it says itself, or an empty string. */
  String own(String path) {
    return file.text("/project/" + path);
  }

  /** Returns the elements that a path leads to. */
  List<Node> elements(String path) {
    return file.elements(path);
  }

  private String inherited(String path) {
    var own = own(path);
    return own.isEmpty() ? parent.map(it -> it.inherited(path)).orElse("") : own;
  }

  private String interpolated(String text) {
    return EXPRESSION.matcher(text).replaceAll(it -> property(it.group(1)));
  }

  /** An expression that means nothing stays, escaped for the matcher. */
  private String property(String name) {
    var text =
        name.startsWith("project.")
            ? value(name.substring("project.".length()))
            : value("properties/" + name);
    return Matcher.quoteReplacement(text.isEmpty() ? "${" + name + "}" : text);
  }
}
