package io.countersign.auth.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * One user of a file: what is asked for, and whether it is the same as a user who exists.
 *
 * @param line the number of the line, or of the user in a realm, from 1
 * @param username as it is in the file; empty when there is none
 * @param source the user's id in the other system
 * @param body what is posted; empty when the line is none that can be
 */
record UserLine(
    long line,
    String username,
    Optional<String> source,
    Set<String> roles,
    boolean disabled,
    String body) {

  /** Reads a line of JSON. What else it must be, the server says. */
  static UserLine parse(long line, String json) {
    try {
      return of(line, Optional.empty(), JsonUtil.parseJson(json));
    } catch (JoseException e) { // which quotes the line
      return none(line);
    }
  }

  /** What is posted with these members. */
  static UserLine of(long line, Optional<String> source, Map<String, Object> members) {
    return members.get("username") instanceof String username && !username.isEmpty()
        ? new UserLine(
            line,
            username,
            source,
            texts(members.get("roles")),
            Boolean.TRUE.equals(members.get("disabled")),
            JsonUtil.toJson(members))
        : none(line);
  }

  private static UserLine none(long line) {
    return new UserLine(line, "", Optional.empty(), Set.of(), false, "");
  }

  /** The texts of a list; none when it is no list. */
  static Set<String> texts(@Nullable Object list) {
    return list instanceof List<?> items
        ? items.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /** Without password or hash. */
  @Override
  public String toString() {
    return "UserLine[" + line + "]";
  }
}
