package io.countersign.auth.scan.token;

import java.util.Locale;
import java.util.Set;

/** What a signed token is for, and so by which rules it is judged. */
@SuppressWarnings("ImmutableEnumChecker") // both sets are unchangeable
public enum TokenType {
  /** For a service (RFC 9068, or an issuer's own). */
  ACCESS("access token", "iss sub aud exp iat jti", Trait.BEARER),
  /** For the client that logged a user in (OpenID Connect Core §2). */
  ID("ID token", "iss sub aud exp iat", Trait.BEARER, Trait.PROFILE),
  /** For the token endpoint. */
  REFRESH("refresh token", "iss sub aud exp iat jti", Trait.BEARER),
  /** Says that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.4). */
  LOGOUT("logout token", "iss aud iat jti", Trait.POSTED, Trait.ADDRESSES),
  /** Says that something has happened (RFC 8417); by its §2.2 it has no end. */
  SECURITY_EVENT(
      "security event token", "iss iat jti", Trait.POSTED, Trait.LASTING, Trait.ADDRESSES),
  /** Shows that the sender has a key, which it brings (RFC 9449 §4.2). */
  DPOP_PROOF("DPoP proof", "", Trait.OWN_KEY),
  /** What a client logs in with (RFC 7523 §3). */
  CLIENT_ASSERTION("client assertion", "iss sub aud exp jti", Trait.ADDRESSES),
  /** Asks an issuer for something (RFC 9101). */
  REQUEST("request object", "aud", Trait.POSTED, Trait.CERTIFICATE, Trait.ADDRESSES),
  /** Shows an issuer of credentials the key that they are for (OpenID4VCI 1.0, appendix F.1). */
  KEY_PROOF("key proof of a wallet", "aud iat", Trait.OWN_KEY, Trait.CERTIFICATE),
  /** A credential of which the holder shows parts (RFC 9901). */
  SD_JWT("SD-JWT", "iss", Trait.HELD, Trait.LASTING, Trait.POSTED, Trait.CERTIFICATE),
  /** Shows that the holder of an SD-JWT has its key (RFC 9901 §4.3). */
  KEY_BINDING("key binding of an SD-JWT", "aud iat", Trait.HOLDERS_KEY),
  /** What an issuer says of a holder (W3C Verifiable Credentials). */
  CREDENTIAL(
      "verifiable credential", "", Trait.HELD, Trait.LASTING, Trait.POSTED, Trait.CERTIFICATE),
  /** Credentials that a holder shows. */
  PRESENTATION(
      "verifiable presentation",
      "aud",
      Trait.HELD,
      Trait.POSTED,
      Trait.CERTIFICATE,
      Trait.CARRIES_TOKENS),
  /** Who a workload is (SPIFFE JWT-SVID §3). */
  SVID("JWT-SVID", "sub aud exp", Trait.BEARER);

  /** In what a type differs from the others. */
  public enum Trait {
    /** It is sent as a bearer token, so that stock verifiers meet it. */
    BEARER,
    /** It travels in bodies, so that it may be large. */
    POSTED,
    /** It has no end, or a far one. */
    LASTING,
    /** Its header has the key that it is signed by. */
    OWN_KEY,
    /** It is signed by a key that another token names. */
    HOLDERS_KEY,
    /** Its header may have the issuer's certificate. */
    CERTIFICATE,
    /** It is for the holder to show, so that what it says of a person is its purpose. */
    HELD,
    /** What OpenID Connect tells of a user is its purpose. */
    PROFILE,
    /** It names a person or an account by an address, to somebody who knows it. */
    ADDRESSES,
    /** Tokens in it are its purpose. */
    CARRIES_TOKENS
  }

  private final String description;
  private final Set<String> required;
  private final Set<Trait> traits;

  TokenType(String description, String required, Trait... traits) {
    this.description = description;
    this.required = required.isEmpty() ? Set.of() : Set.of(required.split(" ", -1));
    this.traits = Set.of(traits);
  }

  /** As JSON and the command line have it, such as {@code dpop-proof}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people. */
  public String description() {
    return description;
  }

  /** Whether a token of this type needs a claim, among those that access tokens need. */
  public boolean requires(String claim) {
    return required.contains(claim);
  }

  /** Whether tokens of this type have the trait. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
