package io.countersign.auth.release;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonCollectors;
import java.util.List;

/**
 * A library that no build file of ours names as a dependency of the EAR.
 *
 * @param group empty if it has none
 * @param purl its package URL, which is also its name in the bill of materials
 * @param licences each in the JSON of CycloneDX
 */
record Library(String group, String name, String version, String purl, List<JsonObject> licences) {

  /** Returns one of a licence in SPDX's list. */
  static Library of(String group, String name, String version, String purl, String licence) {
    return new Library(group, name, version, purl, List.of(licence("id", licence)));
  }

  /** Returns the package URL of a jar on Maven Central. */
  static String maven(String group, String name, String version) {
    return "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
  }

  /** Returns a licence by its {@code id} in SPDX's list, or else by its {@code name}. */
  static JsonObject licence(String member, String value) {
    return Json.createObjectBuilder().add(member, value).build();
  }

  JsonObject component() {
    var choices =
        licences.stream()
            .map(licence -> Json.createObjectBuilder().add("license", licence).build())
            .collect(JsonCollectors.toJsonArray());
    return Json.createObjectBuilder()
        .add("type", "library")
        .add("bom-ref", purl)
        .add("group", group)
        .add("name", name)
        .add("version", version)
        .add("licenses", choices)
        .add("purl", purl)
        .build();
  }
}
