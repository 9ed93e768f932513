package io.countersign.auth.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** An XML document that is asked by XPath. */
final class XmlFile {

  private final XPath xpath = XPathFactory.newDefaultInstance().newXPath();
  private final Document document;

  private XmlFile(Document document) {
    this.document = document;
  }

  static XmlFile read(Path file) {
    try {
      var parsers = DocumentBuilderFactory.newDefaultInstance();
      parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new XmlFile(parsers.newDocumentBuilder().parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  /** Returns the elements that a path leads to. */
  List<Node> elements(String path) {
    return elements(path, document);
  }

  /** Returns the elements that a path leads to from another one. */
  List<Node> elements(String path, Node from) {
    try {
      var nodes = (NodeList) xpath.evaluate(path, from, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** Returns what the element says that a path leads to, or an empty string. */
  String text(String path) {
    return text(path, document);
  }

  /** Returns what the element says that a path leads to from another one, or an empty string. */
  String text(String path, Node from) {
    try {
      return xpath.evaluate(path, from).strip();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
