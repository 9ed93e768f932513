package io.countersign.auth.scan;

import io.countersign.auth.scan.report.Verdict.Basis;
import io.countersign.auth.scan.report.Verdict.Outcome;
import io.countersign.auth.scan.rule.Scan;
import io.countersign.auth.scan.token.Algorithms;
import io.countersign.auth.scan.token.ScannedKey;
import io.countersign.auth.scan.token.SignatureCheck;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What makes a stock verifier do something else than accept.
 *
 * @param outcome what it does
 * @param reason in one line
 * @param basis how that is known
 * @param applies to which tokens
 */
record Condition(Outcome outcome, String reason, Basis basis, Predicate<Scan> applies) {

  static Condition refused(String reason, Basis basis, Predicate<Scan> applies) {
    return new Condition(Outcome.REFUSED, reason, basis, applies);
  }

  static Condition error(String reason, Basis basis, Predicate<Scan> applies) {
    return new Condition(Outcome.ERROR_500, reason, basis, applies);
  }

  /** None of these claims is there. */
  static Predicate<Scan> lacks(String... claims) {
    return scan -> Stream.of(claims).noneMatch(scan.token().payload()::has);
  }

  /** It has expired, more than these seconds ago. */
  static Predicate<Scan> expired(int skew) {
    return scan ->
        scan.token().payload().number("exp").orElse(Double.MAX_VALUE) <= scan.now() - skew;
  }

  /** It begins later than in these seconds. */
  static Predicate<Scan> early(int skew) {
    return scan -> scan.token().payload().number("nbf").orElse(0) > scan.now() + skew;
  }

  static boolean isAsymmetric(String alg) {
    return Algorithms.isSignature(alg) && !Algorithms.HMAC.contains(alg);
  }

  static boolean isNeitherRs256NorEs256(Scan scan) {
    return !scan.token().alg().equals("RS256") && !scan.token().alg().equals("ES256");
  }

  static boolean isNotExactlyJwt(Scan scan) {
    return !scan.token().header().text("typ").orElse("").equals("JWT");
  }

  static boolean isOtherThanJwt(Scan scan) {
    return scan.token().header().has("typ") && isNotExactlyJwt(scan);
  }

  /** It names no key, and the key set has several. */
  static boolean isAmbiguous(Scan scan) {
    return !scan.token().header().has("kid") && scan.keySet().keys().size() > 1;
  }

  static boolean isNotFirstKeys(Scan scan) {
    if (!isAmbiguous(scan)) {
      return false;
    }
    ScannedKey first = scan.keySet().keys().get(0);
    return first.isWorth(scan.settings().effort())
        && SignatureCheck.by(scan.token(), first) != SignatureCheck.VALID;
  }

  static boolean hasNamelessKey(Scan scan) {
    return scan.keySet().keys().stream().anyMatch(key -> key.kid().isBlank());
  }
}
