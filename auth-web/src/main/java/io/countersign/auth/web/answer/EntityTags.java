package io.countersign.auth.web.answer;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes entity tags, and reads those that a client says it has (RFC 9110 §13.1.2). JAX-RS does not
 * read them, since its implementations compare weak tags as they like.
 */
public final class EntityTags {

  /** An item of the list, which may be empty (RFC 9110 §5.6.1.2, §8.8.3). */
  private static final Pattern ITEM =
      Pattern.compile(
          "\\G[ \\t]*+(?:(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\"))?+[ \\t]*+(?:,|$)");

  private EntityTags() {}

  /** The strong tag of a content, in its quotes: the same on all nodes. */
  public static String of(byte[] content) {
    return '"' + StaticFile.versionOf(content) + '"';
  }

  /**
   * Answers with a document and its tag, or 304 to a client that has it.
   *
   * @param tag its strong tag, in its quotes
   * @param document its content and what describes that
   */
  public static Response.ResponseBuilder answer(
      HttpHeaders headers, String tag, Supplier<Response.ResponseBuilder> document) {
    Response.ResponseBuilder answer =
        include(headers, tag) ? Response.notModified() : document.get();
    return answer.header(HttpHeaders.ETAG, tag);
  }

  /**
   * Whether the client already has the document with this tag: then the answer is 304. Tags are
   * compared weakly. A malformed header counts as none.
   *
   * @param tag a strong tag, in its quotes
   */
  private static boolean include(HttpHeaders headers, String tag) {
    List<String> lines = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
    return include(lines == null || lines.isEmpty() ? null : String.join(",", lines), tag);
  }

  /** Does the same with the value of {@code If-None-Match}, null when there is none. */
  static boolean include(@Nullable String ifNoneMatch, String tag) {
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
