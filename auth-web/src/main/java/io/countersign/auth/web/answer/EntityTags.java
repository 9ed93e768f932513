package io.countersign.auth.web.answer;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags that a client says it has (RFC 9110 §13.1.2). It is read here and not by JAX-RS,
 * whose implementations compare weak ones as they like.
 */
public final class EntityTags {

  /** One of a list, the empty ones included (RFC 9110 §5.6.1.2, §8.8.3). */
  private static final Pattern ITEM =
      Pattern.compile(
          "\\G[ \\t]*+(?:(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\"))?+[ \\t]*+(?:,|$)");

  private EntityTags() {}

  /**
   * Whether the client of a request has what this tag is of, compared weakly: it is told so then,
   * and nothing else. A header that is malformed is not there.
   *
   * @param tag a strong one, in its quotes
   */
  public static boolean include(HttpHeaders headers, String tag) {
    List<String> lines = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
    return include(lines == null || lines.isEmpty() ? null : String.join(",", lines), tag);
  }

  /** The same of the header's value, null when there is none. */
  public static boolean include(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    boolean isThere = false;
    int end = 0;
    for (Matcher item = ITEM.matcher(ifNoneMatch); end < ifNoneMatch.length(); end = item.end()) {
      if (!item.find()) {
        return false;
      }
      isThere |= tag.equals(item.group(1));
    }
    return isThere;
  }
}
