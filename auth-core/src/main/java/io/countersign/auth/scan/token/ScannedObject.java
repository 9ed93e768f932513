package io.countersign.auth.scan.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as far as it could be read.
 *
 * @param members strings, numbers, booleans, lists, maps and {@link Null}
 * @param duplicates the paths that were there more than once; the last one counts
 * @param object whether it was an object at all
 * @param strict whether all of it was JSON as RFC 8259 has it
 * @param utf8 whether its octets were UTF-8
 */
public record ScannedObject(
    Map<String, Object> members,
    Set<String> duplicates,
    boolean object,
    boolean strict,
    boolean utf8) {

  private static final int LONGEST_PATH = 200;

  /** Of something that is no object. */
  static final ScannedObject NONE = new ScannedObject(Map.of(), Set.of(), false, true, true);

  /** JSON's {@code null}. */
  enum Null {
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /**
   * A value that has no parts.
   *
   * @param path where, such as {@code address.street} or {@code groups[0]}
   * @param name the name of the nearest member
   * @param words the words of that name
   * @param value a string, number, boolean or {@link Null}
   */
  public record Leaf(String path, String name, ClaimName words, Object value) {}

  /** Whether it has the member. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** A member's value, null when it has none. */
  public @Nullable Object get(String name) {
    return members.get(name);
  }

  /** A member that is a string. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A member that is a finite number. */
  public OptionalDouble number(String name) {
    return members.get(name) instanceof Number number && Double.isFinite(number.doubleValue())
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** All values without parts, in the document's order. */
  public List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    members.forEach((name, value) -> collect("", name, value, leaves));
    return leaves;
  }

  private static void collect(String parent, String name, Object value, List<Leaf> leaves) {
    collect(path(parent, name), name, ClaimName.of(name), value, leaves);
  }

  private static void collect(
      String path, String name, ClaimName words, Object value, List<Leaf> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> collect(path, String.valueOf(key), child, leaves));
    } else if (value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        collect(path + "[" + index + "]", name, words, list.get(index), leaves);
      }
    } else {
      leaves.add(new Leaf(path, name, words, value));
    }
  }

  /** Where a member of a member is; cut, so that many below a long name cost no memory. */
  static String path(String parent, String name) {
    String path = parent.isEmpty() ? name : parent + "." + name;
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH);
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "ScannedObject[]";
  }
}
