package io.countersign.auth.scan.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A token taken apart once, for all rules; a broken one as far as it can be read. */
public final class ScannedToken {

  /** The most characters that are looked at. */
  public static final int LONGEST = 64 * 1024;

  private static final Pattern COMPACT =
      Pattern.compile("\\s*eyJ[A-Za-z0-9_=+/-]*(\\.[A-Za-z0-9_=+/-]*){2,4}\\s*");

  private final int length;
  private final Optional<SdJwtForm> sdJwt;
  private final List<Segment> segments;
  private final ScannedObject header;
  private final ScannedObject payload;
  private final String nested;

  private ScannedToken(String text) {
    length = text.length();
    sdJwt = length > LONGEST ? Optional.empty() : SdJwtForm.of(text);
    segments = length > LONGEST ? List.of() : split(sdJwt.map(SdJwtForm::jwt).orElse(text));
    header = segments.size() < 2 ? ScannedObject.NONE : LenientJson.read(segments.get(0).octets());
    boolean signed = segments.size() == 3;
    String inner = signed ? payloadText(segments.get(1)) : "";
    nested = COMPACT.matcher(inner).matches() ? inner.strip() : "";
    payload =
        signed && nested.isEmpty()
            ? LenientJson.read(segments.get(1).octets())
            : ScannedObject.NONE;
  }

  /** Takes a token apart. */
  public static ScannedToken of(String text) {
    return new ScannedToken(text);
  }

  private static List<Segment> split(String text) {
    List<Segment> parts = new ArrayList<>();
    for (String part : text.split("\\.", 7)) {
      parts.add(Segment.of(part));
    }
    return parts;
  }

  private static String payloadText(Segment payload) {
    return new String(payload.octets(), StandardCharsets.UTF_8);
  }

  /** What it is, by its parts. */
  public TokenKind kind() {
    if (!header.object()) {
      return TokenKind.UNREADABLE;
    }
    return switch (segments.size()) {
      case 3 -> nested.isEmpty() ? TokenKind.SIGNED : TokenKind.NESTED;
      case 5 -> TokenKind.ENCRYPTED;
      default -> TokenKind.UNREADABLE;
    };
  }

  /** Whether it has a signature part, also around another token. */
  public boolean isSigned() {
    return kind() == TokenKind.SIGNED || kind() == TokenKind.NESTED;
  }

  /** Whether it is a JWE (RFC 7516). */
  public boolean isEncrypted() {
    return kind() == TokenKind.ENCRYPTED;
  }

  /** Whether its payload is an object, so that it has claims. */
  public boolean hasClaims() {
    return kind() == TokenKind.SIGNED && payload.object();
  }

  /** How many characters it has. */
  public int length() {
    return length;
  }

  /** Its parts between the dots. */
  public List<Segment> segments() {
    return segments;
  }

  /** The header of the outer token. */
  public ScannedObject header() {
    return header;
  }

  /** The claims; empty where {@link #hasClaims} is false. */
  public ScannedObject payload() {
    return payload;
  }

  /** The token that is its payload, empty when none is. */
  public String nested() {
    return nested;
  }

  /** Whether it has the form of an SD-JWT (RFC 9901 §4). */
  boolean isSdJwt() {
    return sdJwt.isPresent();
  }

  /** What an SD-JWT discloses, each in base64url. */
  public List<String> disclosures() {
    return sdJwt.map(SdJwtForm::disclosures).orElse(List.of());
  }

  /** The holder's token behind an SD-JWT, empty when there is none. */
  public String keyBinding() {
    return sdJwt.map(SdJwtForm::keyBinding).orElse("");
  }

  /** The header's algorithm, empty when there is none or it is no text. */
  public String alg() {
    return header.text("alg").orElse("");
  }

  /** The last part of a signed token. */
  public Segment signature() {
    return segments.get(2);
  }

  /** What the signature is over. */
  String signingInput() {
    return segments.get(0).text() + "." + segments.get(1).text();
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "ScannedToken[]";
  }
}
