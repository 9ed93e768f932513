package io.countersign.auth.scan.token;

import java.util.Map;
import java.util.Optional;

/** Finds out of which type a token is. */
public final class TypeDetection {

  /** The event that marks a logout token (OpenID Connect Back-Channel Logout §2.4). */
  public static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private static final Map<String, TokenType> BY_TYP =
      Map.ofEntries(
          Map.entry("at+jwt", TokenType.ACCESS),
          Map.entry("dpop+jwt", TokenType.DPOP_PROOF),
          Map.entry("secevent+jwt", TokenType.SECURITY_EVENT),
          Map.entry("logout+jwt", TokenType.LOGOUT),
          Map.entry("client-authentication+jwt", TokenType.CLIENT_ASSERTION),
          Map.entry("oauth-authz-req+jwt", TokenType.REQUEST),
          Map.entry("openid4vci-proof+jwt", TokenType.KEY_PROOF),
          Map.entry("kb+jwt", TokenType.KEY_BINDING),
          Map.entry("vc+jwt", TokenType.CREDENTIAL),
          Map.entry("vc+ld+jwt", TokenType.CREDENTIAL),
          Map.entry("vc+ld+json+jwt", TokenType.CREDENTIAL),
          Map.entry("vp+jwt", TokenType.PRESENTATION),
          Map.entry("vp+ld+jwt", TokenType.PRESENTATION));

  private TypeDetection() {}

  /** The type that a token shows, or else that of most tokens. */
  public static JudgedAs of(ScannedToken token) {
    return seen(token)
        .map(type -> new JudgedAs(type, JudgedAs.Basis.SEEN))
        .orElse(JudgedAs.DEFAULT);
  }

  private static Optional<TokenType> seen(ScannedToken token) {
    TypeClues clues = new TypeClues(token.header(), token.payload());
    TokenType byTyp = BY_TYP.get(clues.typ());
    if (byTyp != null) {
      return Optional.of(byTyp);
    }
    if (token.isSdJwt() || clues.isSdJwt()) {
      return Optional.of(TokenType.SD_JWT);
    }
    return clues.isGeneric() ? seenByClaims(clues) : Optional.empty();
  }

  private static Optional<TokenType> seenByClaims(TypeClues clues) {
    if (clues.hasEvents()) {
      return Optional.of(
          clues.hasEvent(LOGOUT_EVENT) ? TokenType.LOGOUT : TokenType.SECURITY_EVENT);
    }
    if (clues.isPresentation()) {
      return Optional.of(TokenType.PRESENTATION);
    }
    if (clues.isCredential()) {
      return Optional.of(TokenType.CREDENTIAL);
    }
    if (clues.saysRefresh()) {
      return Optional.of(TokenType.REFRESH);
    }
    if (clues.saysAccess()) {
      return Optional.of(TokenType.ACCESS);
    }
    if (clues.hasIdClaims()) {
      return Optional.of(TokenType.ID);
    }
    if (clues.isSpiffe()) {
      return Optional.of(TokenType.SVID);
    }
    return clues.isOfItsIssuer() ? Optional.of(TokenType.CLIENT_ASSERTION) : Optional.empty();
  }
}
