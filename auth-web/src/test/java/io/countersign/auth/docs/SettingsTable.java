package io.countersign.auth.docs;

import static java.util.stream.Collectors.toMap;

import io.countersign.auth.verify.SettingValues;
import java.util.Map;

/** The tables of {@code docs/settings.md}. */
public final class SettingsTable {

  private SettingsTable() {}

  /** The default of each setting below a heading, as the document has it, by its short name. */
  public static Map<String, String> defaults(String heading) {
    return DocumentTable.rows("settings.md", heading).stream()
        .collect(toMap(row -> shortName(row.get(0)), row -> row.get(1)));
  }

  private static String shortName(String cell) {
    return DocumentTable.code(cell).substring(SettingValues.PREFIX.length());
  }
}
