package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.RS256;

import io.countersign.auth.TokenExpiredException;
import java.util.List;
import java.util.Set;

/** Services that do not look at a claim, or forget who was logged out. */
final class ClaimFlaws {

  private static final String RSA = "SHA256withRSA";

  private ClaimFlaws() {}

  static List<Flaw> all() {
    return List.of(
        Flaw.claim("ignores iss", Set.of("iss"), "CS-LIVE-ISS"),
        Flaw.claim("ignores aud", Set.of("aud"), "CS-LIVE-AUD"),
        Flaw.of(
            "ignores exp",
            RS256,
            (token, no) -> no instanceof TokenExpiredException,
            "CS-LIVE-EXP"),
        Flaw.of(
            "has five minutes of skew",
            RS256,
            (token, no) -> no instanceof TokenExpiredException && Owned.isExpiredByLess(token, 300),
            "CS-LIVE-SKEW"),
        Flaw.claim("wants no exp", Set.of("exp"), "CS-LIVE-EXP-MISSING"),
        Flaw.claim("ignores nbf", Set.of("nbf"), "CS-LIVE-NBF"),
        Flaw.of(
            "ignores iat",
            RS256,
            (token, no) -> no.getMessage().contains("iat") && Owned.has(token, "iat"),
            "CS-LIVE-IAT"),
        Flaw.claim("ignores typ", Set.of("typ"), "CS-LIVE-TYP"),
        Flaw.claim("wants no sub", Set.of("sub"), "CS-LIVE-CLAIM-MISSING"),
        Flaw.claim("wants no jti", Set.of("jti"), "CS-LIVE-CLAIM-MISSING"),
        Flaw.of(
            "takes claims twice",
            RS256,
            (token, no) ->
                Owned.payload(token).contains("\"nobody\"")
                    && KeyFlaws.holds(token, RS256.publicKey(), RSA),
            "CS-LIVE-DUPLICATE"),
        Flaw.of(
            "passes over crit",
            RS256,
            (token, no) ->
                ParsedToken.of(token).header().containsKey("crit")
                    && KeyFlaws.holds(token, RS256.publicKey(), RSA),
            "CS-LIVE-CRIT"),
        sameToken("accepts refresh tokens", Owned.REFRESH, "CS-LIVE-REFRESH"),
        sameToken("accepts one expired token", Owned.expired(RS256), "CS-LIVE-EXPIRED"),
        sameToken("forgets logouts", Owned.loggedOut(RS256), "CS-LIVE-LOGGED-OUT"),
        sameToken("forgets revocations", Owned.revoked(RS256), "CS-LIVE-REVOKED"),
        sameToken("forgets password changes", Owned.oldEpoch(RS256), "CS-LIVE-OLD-EPOCH"));
  }

  private static Flaw sameToken(String name, String accepted, String found) {
    return Flaw.of(name, RS256, (token, no) -> token.equals(accepted), found);
  }
}
