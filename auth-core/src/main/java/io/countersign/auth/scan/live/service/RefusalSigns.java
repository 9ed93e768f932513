package io.countersign.auth.scan.live.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** What an answer with a status of success has that says no. */
final class RefusalSigns {

  private static final List<String> ERRORS = List.of("errors", "error", "error_description");
  private static final List<String> SUCCESSES = List.of("success", "ok", "authenticated");
  private static final List<String> STATUSES = List.of("status", "statusCode", "code");
  private static final Set<String> REFUSALS = Set.of("401", "403", "error", "unauthorized");

  private static final Pattern PASSWORD_FIELD =
      Pattern.compile("(?i)<input[^>]{0,500}\\btype\\s*=\\s*[\"']?password");

  private RefusalSigns() {}

  /** All of them, each in words. */
  static List<String> in(Answer answer) {
    List<String> signs = new ArrayList<>(inJson(answer));
    if (PASSWORD_FIELD.matcher(answer.body()).find()) {
      signs.add("it asks for a password");
    }
    if (answer.traits().challenge()) {
      signs.add("it has WWW-Authenticate");
    }
    return signs;
  }

  /** The signs that say no in any answer: those in the members of a JSON object. */
  static List<String> inJson(Answer answer) {
    List<String> signs = new ArrayList<>();
    members(answer)
        .forEach(
            (name, value) -> {
              if (saysNo(name, value)) {
                signs.add("it has \"" + name + "\"");
              }
            });
    return signs;
  }

  private static boolean saysNo(String name, @Nullable Object value) {
    if (ERRORS.contains(name)) {
      return !isNothing(value);
    }
    return (SUCCESSES.contains(name) && Boolean.FALSE.equals(value))
        || (STATUSES.contains(name) && REFUSALS.contains(String.valueOf(value)));
  }

  private static boolean isNothing(@Nullable Object value) {
    return value == null
        || Boolean.FALSE.equals(value)
        || (value instanceof String text && text.isBlank())
        || (value instanceof Number number && number.intValue() == 0)
        || (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static Map<String, Object> members(Answer answer) {
    if (!answer.body().stripLeading().startsWith("{")) {
      return Map.of();
    }
    try {
      return JsonUtil.parseJson(answer.body());
    } catch (JoseException e) { // no JSON, or only its beginning
      return Map.of();
    }
  }
}
