package io.countersign.auth.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The {@code domain.xml} of a Payara. */
final class PayaraConfiguration {
  private static final String HTTP = "http-listener-1";
  private static final String ADMINISTRATION = "admin-listener";

  /** A JVM option, perhaps with the first version of Java in brackets that it is for. */
  private static final Pattern OPTION = Pattern.compile("(?:\\[(\\d+)\\|])?([^\\[].*)");

  private final Document document;

  private PayaraConfiguration(Document document) {
    this.document = document;
  }

  static PayaraConfiguration read(Path file) throws IOException {
    try {
      var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      return new PayaraConfiguration(builder.parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  void write(Path file) {
    try {
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(file.toFile()));
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves HTTP and administration to listen on, no cluster to join and nobody to report to. */
  void serve(ServerSettings settings) {
    // A template for servers that are not there.
    elements("config")
        .filter(it -> it.getAttribute("name").equals("default-config"))
        .forEach(it -> it.getParentNode().removeChild(it));
    Stream.of("iiop-listener", "jmx-connector", "network-listener")
        .flatMap(this::elements)
        .forEach(it -> it.setAttribute("enabled", "false"));
    elements("hazelcast-config-specific-configuration")
        .forEach(it -> it.setAttribute("enabled", "false"));
    elements("config").forEach(this::disableMessaging);
    elements("config").forEach(this::disableReports);
    listen(HTTP, settings.bindAddress(), settings.httpPort());
    listen(ADMINISTRATION, "127.0.0.1", settings.managementPort());
  }

  /** Without this element there is a broker, on a port of its own. */
  private void disableMessaging(Element config) {
    var service =
        append(config, "jms-service", Map.of("type", "DISABLED", "default-jms-host", "none"));
    append(service, "jms-host", Map.of("name", "none", "lazy-init", "false"));
  }

  /** Without this element the server reports to its makers. */
  private void disableReports(Element config) {
    append(config, "phone-home-runtime-configuration", Map.of("enabled", "false"));
  }

  private Element append(Element parent, String name, Map<String, String> attributes) {
    var element = document.createElement(name);
    attributes.forEach(element::setAttribute);
    parent.appendChild(element);
    return element;
  }

  private void listen(String name, String address, int port) {
    elements("network-listener")
        .filter(it -> it.getAttribute("name").equals(name))
        .forEach(
            it -> {
              it.setAttribute("address", address);
              it.setAttribute("port", Integer.toString(port));
              it.setAttribute("enabled", "true");
            });
  }

  /** Returns the options that the server's JVM is meant to be started with. */
  List<String> jvmOptions() {
    return elements("jvm-options")
        .map(it -> OPTION.matcher(it.getTextContent()))
        .filter(it -> it.matches() && isForThisJava(it))
        .map(it -> it.group(2))
        .toList();
  }

  private static boolean isForThisJava(Matcher option) {
    var version = option.group(1);
    return version == null || Integer.parseInt(version) <= Runtime.version().feature();
  }

  private Stream<Element> elements(String name) {
    var found = document.getElementsByTagName(name);
    // A list of its own, because the document's shrinks with every element that is removed.
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .toList()
        .stream();
  }
}
