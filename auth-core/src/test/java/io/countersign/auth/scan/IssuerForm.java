package io.countersign.auth.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.token.TokenType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * A token as an issuer documents it: a line of {@code issuers.jsonl}, with its origin, its header
 * and its payload. {@code OWN} as a header's {@code jwk} stands for the key that signs it. {@code
 * kind} is the type that a token does not show. {@code disclosures} and {@code binding} make an
 * SD-JWT.
 *
 * @param of whose form it is
 * @param kind of which type, where it does not show that
 * @param header the header's members
 * @param payload the claims
 * @param disclosures name and value of what an SD-JWT shows
 * @param isSdJwt whether it is an SD-JWT, perhaps without disclosures
 * @param isBound whether the holder's token is behind it
 */
record IssuerForm(
    String of,
    Optional<TokenType> kind,
    Map<String, Object> header,
    Map<String, Object> payload,
    List<List<?>> disclosures,
    boolean isSdJwt,
    boolean isBound) {

  /** All of them. */
  static List<IssuerForm> all() {
    try (InputStream in = IssuerForm.class.getResourceAsStream("issuers.jsonl")) {
      String lines = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return lines.lines().map(IssuerForm::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IssuerForm of(String line) {
    Map<String, Object> form = parsed(line);
    List<List<?>> disclosures = new ArrayList<>();
    if (form.get("disclosures") instanceof List<?> list) {
      list.forEach(it -> disclosures.add((List<?>) it));
    }
    return new IssuerForm(
        String.valueOf(form.get("of")),
        Stream.of(TokenType.values()).filter(it -> it.label().equals(form.get("kind"))).findFirst(),
        members(form, "header"),
        members(form, "payload"),
        disclosures,
        form.containsKey("disclosures"),
        Boolean.TRUE.equals(form.get("binding")));
  }

  private static Map<String, Object> parsed(String json) {
    try {
      return JsonUtil.parseJson(json);
    } catch (JoseException e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static Map<String, Object> members(Map<String, Object> form, String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(form.get(name)))
        .forEach((key, value) -> members.put(String.valueOf(key), value));
    return members;
  }

  /** With another header's member; null takes it out. */
  IssuerForm header(String name, Object value) {
    return new IssuerForm(
        of, kind, with(header, name, value), payload, disclosures, isSdJwt, isBound);
  }

  /** With another claim; null takes it out. */
  IssuerForm claim(String name, Object value) {
    return new IssuerForm(
        of, kind, header, with(payload, name, value), disclosures, isSdJwt, isBound);
  }

  IssuerForm without(String claim) {
    Map<String, Object> changed = new LinkedHashMap<>(payload);
    changed.remove(claim);
    return new IssuerForm(of, kind, header, changed, disclosures, isSdJwt, isBound);
  }

  private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return changed;
  }

  String alg() {
    return String.valueOf(header.get("alg"));
  }

  /** The token, genuinely signed. */
  String token() {
    return IssuerKeys.signed(this);
  }

  /** What a scan finds in it, by the rules of its type. */
  ScanReport scanned(String token) {
    TokenScanner.Builder builder = TokenScanner.builder(TestTokens.CLOCK);
    kind.ifPresent(builder::type);
    return builder.build().scan(token);
  }

  @Override
  public String toString() {
    return of;
  }
}
