package io.countersign.auth.release;

import static java.util.Map.entry;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Node;

/** What a provisioned WildFly has in it, as its own list of licences says. */
final class ServerLibraries {

  /** SPDX's identifiers, by the names that the list has; one that is not here keeps its name. */
  private static final Map<String, String> IDS =
      Map.ofEntries(
          entry("Apache License 2.0", "Apache-2.0"),
          entry("BSD 3-Clause \"New\" or \"Revised\" License", "BSD-3-Clause"),
          entry("Creative Commons Attribution 2.5", "CC-BY-2.5"),
          entry("Eclipse Distribution License, Version 1.0", "BSD-3-Clause"),
          entry("Eclipse Public License 1.0", "EPL-1.0"),
          entry("Eclipse Public License 2.0", "EPL-2.0"),
          entry(
              "GNU General Public License v2.0 only, with Classpath exception",
              "GPL-2.0-with-classpath-exception"),
          entry("GNU Lesser General Public License v2.1 only", "LGPL-2.1-only"),
          entry("GNU Lesser General Public License v2.1 or later", "LGPL-2.1-or-later"),
          entry("GNU Lesser General Public License v3.0 or later", "LGPL-3.0-or-later"),
          entry("MIT License", "MIT"),
          entry("MIT-0", "MIT-0"));

  private final XmlFile file;

  private ServerLibraries(XmlFile file) {
    this.file = file;
  }

  /** Reads {@code licenses.xml}, which also names what was left out. */
  static List<Library> read(Path file) {
    var list = new ServerLibraries(XmlFile.read(file));
    return list.file.elements("//dependency[version != 'Not Installed']").stream()
        .map(list::library)
        .toList();
  }

  private Library library(Node element) {
    var group = file.text("groupId", element);
    var name = file.text("artifactId", element);
    var version = file.text("version", element);
    var licences =
        file.elements("licenses/license/name", element).stream()
            .map(Node::getTextContent)
            .map(ServerLibraries::licence)
            .toList();
    return new Library(group, name, version, Library.maven(group, name, version), licences);
  }

  private static JsonObject licence(String name) {
    var id = IDS.get(name);
    return id == null ? Library.licence("name", name) : Library.licence("id", id);
  }
}
