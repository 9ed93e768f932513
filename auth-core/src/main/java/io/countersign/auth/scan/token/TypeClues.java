package io.countersign.auth.scan.token;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token shows of its type, in its header and in its claims. */
public final class TypeClues {

  /** A {@code typ} that says no more than that it is a JWT. */
  private static final Set<String> GENERIC = Set.of("", "jwt", "jose");

  private static final String MEDIA_TYPE = "application/";

  /** What an ID token has and no access token (OpenID Connect Core §2, §3.3.2.11). */
  private static final List<String> ID_CLAIMS = List.of("nonce", "at_hash", "c_hash", "s_hash");

  /** Where issuers write the kind of a token into its payload. */
  private static final List<String> KIND_CLAIMS =
      List.of("typ", "token_use", "token_type", "tokenType", "use");

  private static final String CREDENTIALS = "https://www.w3.org/";
  private static final List<String> SD_JWT_CLAIMS = List.of("_sd", "_sd_alg", "vct");

  private final ScannedObject header;
  private final ScannedObject payload;

  /** Clues of a token with this header and payload. */
  public TypeClues(ScannedObject header, ScannedObject payload) {
    this.header = header;
    this.payload = payload;
  }

  /** The header's type in lower case, without {@code application/}; empty when there is none. */
  public String typ() {
    String typ = header.text("typ").orElse("").toLowerCase(Locale.ROOT);
    return typ.startsWith(MEDIA_TYPE) ? typ.substring(MEDIA_TYPE.length()) : typ;
  }

  /** Whether the header's type says only that it is a JWT. */
  public boolean isGeneric() {
    return GENERIC.contains(typ());
  }

  /** Whether a claim says that it is an access token. */
  boolean saysAccess() {
    return says("access") || says("bearer");
  }

  /** Whether a claim says that it is a refresh token. */
  public boolean saysRefresh() {
    return says("refresh") || says("offline");
  }

  /** Whether it has what ID tokens have, and does not say that it is something else. */
  public boolean hasIdClaims() {
    return says("id") || (!saysAccess() && ID_CLAIMS.stream().anyMatch(payload::has));
  }

  private boolean says(String kind) {
    return KIND_CLAIMS.stream().map(payload::get).anyMatch(value -> names(value, kind));
  }

  private static boolean names(@Nullable Object value, String kind) {
    return value instanceof String text
        && List.of(kind, kind + "_token", kind + "token", kind + "+jwt")
            .contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether it reports events (RFC 8417 §2.2); Apple writes the object as a text. */
  public boolean hasEvents() {
    Object events = payload.get("events");
    return (events instanceof Map<?, ?> map && !map.isEmpty())
        || (events instanceof String text && text.startsWith("{"));
  }

  /** Whether one of the events is this. */
  public boolean hasEvent(String name) {
    return payload.get("events") instanceof Map<?, ?> events && events.containsKey(name);
  }

  /** Whether it is a credential of W3C's, whole or as a claim. */
  boolean isCredential() {
    return payload.get("vc") instanceof Map || (hasContext() && payload.has("credentialSubject"));
  }

  /** Whether it shows credentials. */
  boolean isPresentation() {
    return payload.get("vp") instanceof Map
        || (hasContext() && payload.has("verifiableCredential"));
  }

  private boolean hasContext() {
    return payload.get("@context") instanceof List<?> contexts
        && contexts.stream().anyMatch(it -> String.valueOf(it).startsWith(CREDENTIALS));
  }

  /** Whether the header or a claim says that it is an SD-JWT. */
  boolean isSdJwt() {
    return typ().endsWith("+sd-jwt") || SD_JWT_CLAIMS.stream().anyMatch(payload::has);
  }

  /** Whether it stands for a workload of SPIFFE's. */
  boolean isSpiffe() {
    return payload.text("sub").orElse("").startsWith("spiffe://");
  }

  /** Whether its issuer is its subject. */
  boolean isOfItsIssuer() {
    return payload.text("iss").filter(it -> it.equals(payload.get("sub"))).isPresent();
  }
}
