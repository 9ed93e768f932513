package io.countersign.auth.scan.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.scan.live.TestService.Reply;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** What the owner of a little service has: his tokens, the right service, and a scanner for it. */
public final class Owned {

  static final String REFRESH = "csr_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

  private static final Map<TestIssuer, Map<String, String>> TOKENS =
      new EnumMap<>(
          Map.of(
              TestIssuer.RS256,
              new ConcurrentHashMap<>(),
              TestIssuer.ES256,
              new ConcurrentHashMap<>()));
  private static final Set<String> DEAD = Set.of("logged-out", "revoked", "old-epoch");

  private Owned() {}

  private static String token(TestIssuer issuer, String jti, long after) {
    Map<String, String> tokens = TOKENS.getOrDefault(issuer, new ConcurrentHashMap<>());
    return tokens.computeIfAbsent(jti, it -> issuer.token(it, after));
  }

  public static String valid(TestIssuer issuer) {
    return token(issuer, "valid", 0);
  }

  static String second(TestIssuer issuer) {
    return token(issuer, "second", -60);
  }

  static String expired(TestIssuer issuer) {
    return token(issuer, "expired", -3600);
  }

  static String loggedOut(TestIssuer issuer) {
    return token(issuer, "logged-out", -60);
  }

  static String revoked(TestIssuer issuer) {
    return token(issuer, "revoked", -60);
  }

  static String oldEpoch(TestIssuer issuer) {
    return token(issuer, "old-epoch", -60);
  }

  /** A door that lets in what Countersign's verifier accepts and nobody revoked. */
  public static Function<String, Reply> rightDoor(TestIssuer issuer, MovingClock clock) {
    return door(Flaw.of("right", issuer, (token, refusal) -> false), clock);
  }

  /** The same with one thing wrong. */
  static Function<String, Reply> door(Flaw flaw, MovingClock clock) {
    JoseTokenVerifier verifier = flaw.issuer().verifier(clock);
    return token -> {
      RefusedException refusal;
      try {
        VerifiedToken verified = verifier.verify(token);
        if (!DEAD.contains(verified.getTokenID())) {
          return TestService.OK;
        }
        refusal = new TokenRevokedException();
      } catch (RefusedException e) {
        refusal = e;
      }
      Reply reply = flaw.door().apply(token, refusal);
      return reply == null ? TestService.UNAUTHORIZED : reply;
    };
  }

  /** A scanner with everything that an owner can give, except for a logout. */
  public static LiveScannerBuilder scanner(
      TestService service, TestIssuer issuer, MovingClock clock) {
    return LiveScanner.builder(service.uri("/me?secret=1"), clock, new SecureRandom())
        .ownedByMe()
        .pacing(clock)
        .validToken(valid(issuer))
        .secondToken(second(issuer))
        .refreshToken(REFRESH)
        .expiredToken(expired(issuer))
        .loggedOutToken(loggedOut(issuer))
        .revokedToken(revoked(issuer))
        .oldEpochToken(oldEpoch(issuer))
        .jwks(issuer.jwks())
        .signingKey(issuer.privateJwk());
  }

  static String payload(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(ParsedToken.of(token).part(1)), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  static boolean has(String token, String claim) {
    return claims(token).containsKey(claim);
  }

  static boolean isExpiredByLess(String token, long seconds) {
    return claims(token).get("exp") instanceof Number exp
        && exp.longValue() > MovingClock.START.getEpochSecond() - seconds;
  }

  private static Map<String, Object> claims(String token) {
    try {
      return JsonUtil.parseJson(payload(token));
    } catch (JoseException e) {
      return Map.of();
    }
  }
}
