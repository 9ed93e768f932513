package io.countersign.auth.web.answer;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entity tags that a client says it has (RFC 9110 §13.1.2). JAX-RS does not read them,
 * since its implementations compare weak tags as they like.
 */
public final class EntityTags {

  /** An item of the list, which may be empty (RFC 9110 §5.6.1.2, §8.8.3). */
  private static final Pattern ITEM =
      Pattern.compile(
          "\\G[ \\t]*+(?:(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\"))?+[ \\t]*+(?:,|$)");

  private EntityTags() {}

  /**
   * Whether the client already has the document with this tag: then the answer is 304. Tags are
   * compared weakly. A malformed header counts as none.
   *
   * @param tag a strong tag, in its quotes
   */
  public static boolean include(HttpHeaders headers, String tag) {
    List<String> lines = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
    return include(lines == null || lines.isEmpty() ? null : String.join(",", lines), tag);
  }

  /** Does the same with the value of {@code If-None-Match}, null when there is none. */
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
