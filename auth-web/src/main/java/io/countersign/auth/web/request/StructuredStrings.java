package io.countersign.auth.web.request;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads structured fields (RFC 8941) that are a string, or a list of strings. Their parameters are
 * checked and passed over.
 */
final class StructuredStrings {

  /** In characters. Browsers send a quarter of it. */
  private static final int LONGEST = 512;

  /** §3.3.3. */
  private static final String STRING = "\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+\"";

  /** §3.3: decimal, integer, string, token, byte sequence or boolean. */
  private static final String BARE_ITEM =
      "(?:-?(?:\\d{1,12}\\.\\d{1,3}|\\d{1,15})|"
          + STRING
          + "|[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*+|:[A-Za-z0-9+/=]*+:|\\?[01])";

  /** §3.1.2. */
  private static final String PARAMETERS = "(?:; *+[a-z*][a-z0-9_.*-]*+(?:=" + BARE_ITEM + ")?+)*+";

  private static final String MEMBER = "(" + STRING + ")" + PARAMETERS;

  private static final Pattern ONE = Pattern.compile(MEMBER);

  private static final Pattern LIST =
      Pattern.compile(" *+" + MEMBER + "(?:[ \\t]*+,[ \\t]*+" + MEMBER + ")*+ *+");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private StructuredStrings() {}

  /**
   * The strings of a list. A single string is a list of one.
   *
   * @return none when the field is malformed, has members that are no strings, or is longer than
   *     512 characters
   */
  static List<String> read(String field) {
    if (field.length() > LONGEST || !LIST.matcher(field).matches()) {
      return List.of();
    }
    return ONE.matcher(field).results().map(member -> text(member.group(1))).toList();
  }

  private static String text(String quoted) {
    return ESCAPED.matcher(quoted.substring(1, quoted.length() - 1)).replaceAll("$1");
  }
}
