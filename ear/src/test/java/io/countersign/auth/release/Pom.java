package io.countersign.auth.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A POM as Maven understands it: with its properties, and with what it has from its parents. */
final class Pom {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]+)}");

  private final XPath xpath = XPathFactory.newDefaultInstance().newXPath();
  private final Document document;
  private final Optional<Pom> parent;

  private Pom(Document document, Function<Coordinates, Path> files) {
    this.document = document;
    this.parent =
        Optional.of(own("parent/artifactId"))
            .filter(artifact -> !artifact.isEmpty())
            .map(artifact -> new Coordinates(artifact, own("parent/version")))
            .map(files)
            .map(file -> read(file, files));
  }

  /** An artifact of ours. */
  record Coordinates(String artifact, String version) {}

  /** Reads one whose parents are in other files. */
  static Pom read(Path file, Function<Coordinates, Path> files) {
    try {
      var parsers = DocumentBuilderFactory.newDefaultInstance();
      parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Pom(parsers.newDocumentBuilder().parse(file.toFile()), files);
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
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
    return text("/project/" + path);
  }

  /** Returns the elements that a path leads to. */
  List<Node> elements(String path) {
    try {
      var nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
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

  private String text(String path) {
    try {
      return xpath.evaluate(path, document).strip();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
