package io.countersign.auth.scan.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A key set read once, for all rules and all tokens; a broken one as far as it can be read. */
public final class ScannedKeySet {

  /** Of a scan without a key set. */
  public static final ScannedKeySet NONE = new ScannedKeySet(ScannedObject.NONE, 0);

  private static final int LONGEST = 256 * 1024;

  private final ScannedObject document;
  private final int length;
  private final List<ScannedKey> keys;

  private ScannedKeySet(ScannedObject document, int length) {
    this.document = document;
    this.length = length;
    this.keys = document.get("keys") instanceof List<?> list ? keys(list) : List.of();
  }

  /** Reads a key set. */
  public static ScannedKeySet of(String json) {
    if (json.length() > LONGEST) {
      return new ScannedKeySet(ScannedObject.NONE, json.length());
    }
    return new ScannedKeySet(
        LenientJson.read(json.getBytes(StandardCharsets.UTF_8)), json.length());
  }

  /** A set of this key alone. */
  public static ScannedKeySet ofOne(Map<?, ?> key) {
    return new ScannedKeySet(
        new ScannedObject(Map.of("keys", List.of(key)), Set.of(), true, true, true), 0);
  }

  private static List<ScannedKey> keys(List<?> list) {
    List<ScannedKey> keys = new ArrayList<>();
    for (int index = 0; index < list.size(); index++) {
      Map<String, Object> members = new LinkedHashMap<>();
      if (list.get(index) instanceof Map<?, ?> map) {
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
      }
      keys.add(new ScannedKey(index, members));
    }
    return List.copyOf(keys);
  }

  /** The whole document. */
  public ScannedObject document() {
    return document;
  }

  /** Whether it is longer than the scanner reads. */
  public boolean isTooLarge() {
    return length > LONGEST;
  }

  /** Whether it has a list of keys at all. */
  public boolean isKeySet() {
    return document.get("keys") instanceof List<?>;
  }

  /** Its keys, in their order. */
  public List<ScannedKey> keys() {
    return keys;
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "ScannedKeySet[]";
  }
}
