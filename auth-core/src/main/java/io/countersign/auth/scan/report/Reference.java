package io.countersign.auth.scan.report;

/**
 * Where to read more.
 *
 * @param name as people cite it, such as {@code RFC 8725 §3.2}
 * @param url its address
 */
public record Reference(String name, String url) {

  private static final String ASVS =
      "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x18-V9-Self-contained-Tokens.md";

  /** A section of an RFC. */
  public static Reference rfc(int number, String section) {
    return new Reference(
        "RFC " + number + " §" + section,
        "https://www.rfc-editor.org/rfc/rfc" + number + "#section-" + section);
  }

  /** A kind of weakness, by its number in the Common Weakness Enumeration. */
  public static Reference cwe(int number) {
    return new Reference(
        "CWE-" + number, "https://cwe.mitre.org/data/definitions/" + number + ".html");
  }

  /** A requirement of chapter V9, self-contained tokens, of OWASP ASVS 5.0. */
  public static Reference asvs(String requirement) {
    return new Reference("OWASP ASVS 5.0 " + requirement, ASVS);
  }

  /** A known vulnerability. */
  public static Reference cve(String id) {
    return new Reference(id, "https://nvd.nist.gov/vuln/detail/" + id);
  }
}
