package io.countersign.auth.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * A server's answer to a request that it granted.
 *
 * @param json the JSON object as it came
 * @param members the same, read; values may be null
 */
record AdminAnswer(String json, Map<String, Object> members) {

  /**
   * Reads an answer.
   *
   * @throws CommandFailedException when it is a refusal, or is not Countersign's
   */
  static AdminAnswer of(int status, String body) {
    Map<String, Object> members = members(status, body);
    if (status != 200) {
      throw new CommandFailedException(refusal(status, members));
    }
    return new AdminAnswer(body, members);
  }

  /**
   * Reads an answer's members.
   *
   * @throws CommandFailedException when it is not Countersign's
   */
  static Map<String, Object> members(int status, String body) {
    try {
      return JsonUtil.parseJson(body);
    } catch (JoseException e) {
      String redirect = status / 100 == 3 ? "; redirects are not followed" : "";
      throw new CommandFailedException(
          "this is no answer of Countersign's (HTTP " + status + redirect + ")", e);
    }
  }

  /** In one line what a problem document (RFC 9457) says. */
  static String refusal(int status, Map<String, Object> problem) {
    String reason =
        Stream.of("title", "detail")
            .map(problem::get)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.joining(": "));
    Object code = problem.get("code");
    return (code == null ? "refused" : code) + " (HTTP " + status + "): " + reason;
  }

  /**
   * The objects of a list.
   *
   * @throws CommandFailedException when this is no list
   */
  List<Map<?, ?>> items() {
    if (members.get("items") instanceof List<?> items
        && items.stream().allMatch(Map.class::isInstance)) {
      return items.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }
    throw new CommandFailedException("this is no list of Countersign's");
  }
}
