package io.countersign.auth.scan.report;

/**
 * Where something was found, in printable characters.
 *
 * @param source a file's name, a URL, or {@code token}; at most 300 characters
 * @param line the line of a file, from 1; 0 where there is none
 * @param member the part or member, such as {@code header.alg} or {@code keys[2].d}; at most 120
 *     characters, empty for the whole
 */
public record Location(String source, int line, String member) {

  private static final int LONGEST_SOURCE = 300;
  private static final int LONGEST_MEMBER = 120;

  /** Makes both texts printable. */
  public Location {
    source = Evidence.printable(source, LONGEST_SOURCE);
    member = Evidence.printable(member, LONGEST_MEMBER);
  }

  /** The whole of something that has no lines. */
  public static Location of(String source) {
    return new Location(source, 0, "");
  }

  /** A member of this. */
  public Location at(String member) {
    return new Location(source, line, member);
  }

  /** What stays the same when lines are added before it: {@code tokens.txt#header.alg}. */
  public String withoutLine() {
    return source + "#" + member;
  }

  /** For people: {@code tokens.txt:3 header.alg}. */
  @Override
  public String toString() {
    String where = line == 0 ? source : source + ":" + line;
    return member.isEmpty() ? where : where + " " + member;
  }
}
