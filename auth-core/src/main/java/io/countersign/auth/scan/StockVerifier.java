package io.countersign.auth.scan;

import static io.countersign.auth.scan.Condition.error;
import static io.countersign.auth.scan.Condition.refused;
import static io.countersign.auth.scan.report.Verdict.Basis.DOCUMENTED;
import static io.countersign.auth.scan.report.Verdict.Basis.MEASURED;

import io.countersign.auth.scan.report.Verdict;
import io.countersign.auth.scan.report.Verdict.Basis;
import io.countersign.auth.scan.report.Verdict.Outcome;
import io.countersign.auth.scan.report.Verdict.Reason;
import io.countersign.auth.scan.rule.Scan;
import io.countersign.auth.scan.token.SignatureCheck;
import io.countersign.auth.scan.token.SignatureForm;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.List;

/**
 * A verifier that knows only the issuer and the JWKS.
 *
 * @param title what it is called
 * @param conditions what it does not take
 */
record StockVerifier(String title, List<Condition> conditions) {

  private static final StockVerifier WILDFLY = new StockVerifier("WildFly 39", smallRye(MEASURED));
  private static final StockVerifier PAYARA =
      new StockVerifier(
          "Payara 6",
          List.of(
              refused("takes typ JWT only, in these letters", MEASURED, Condition::isNotExactlyJwt),
              refused("takes RS256 and ES256 only", DOCUMENTED, Condition::isNeitherRs256NorEs256),
              refused("wants a kid on every key of the JWKS", MEASURED, Condition::hasNamelessKey),
              refused(
                  "takes the first key when there is no kid", MEASURED, Condition::isNotFirstKeys),
              refused("wants sub", MEASURED, Condition.lacks("sub")),
              refused("wants jti", MEASURED, Condition.lacks("jti")),
              refused("wants iat", MEASURED, Condition.lacks("iat")),
              refused("wants exp", DOCUMENTED, Condition.lacks("exp")),
              refused("expired, with no skew allowed", MEASURED, Condition.expired(0))));
  private static final StockVerifier LIBERTY =
      new StockVerifier(
          "Open Liberty 26",
          List.of(
              refused(
                  "takes ES256 only when told to",
                  MEASURED,
                  scan -> scan.token().alg().equals("ES256")),
              refused(
                  "takes RS256 only unless told", DOCUMENTED, Condition::isNeitherRs256NorEs256),
              refused("wants a kid when there are several keys", MEASURED, Condition::isAmbiguous),
              refused("wants upn", MEASURED, Condition.lacks("upn")),
              refused("wants exp", DOCUMENTED, Condition.lacks("exp")),
              refused("expired more than 5 minutes ago", MEASURED, Condition.expired(300))));
  private static final StockVerifier QUARKUS = new StockVerifier("Quarkus", smallRye(DOCUMENTED));
  private static final StockVerifier SPRING =
      new StockVerifier(
          "Spring Boot 4",
          List.of(
              refused(
                  "takes RS256 only unless jws-algorithms names another",
                  MEASURED,
                  scan -> !scan.token().alg().equals("RS256")),
              refused("takes typ JWT or none", DOCUMENTED, Condition::isOtherThanJwt),
              refused("expired more than 60 seconds ago", DOCUMENTED, Condition.expired(60)),
              refused("nbf is more than 60 seconds ahead", DOCUMENTED, Condition.early(60))));

  /** A verifier with only a JWKS refuses all of these. */
  private static final List<Condition> ALL =
      List.of(
          refused("no signed token with claims", DOCUMENTED, scan -> !scan.token().hasClaims()),
          refused(
              "not signed by an algorithm with a public key",
              DOCUMENTED,
              scan -> !Condition.isAsymmetric(scan.token().alg())),
          refused(
              "the signature cannot hold", DOCUMENTED, scan -> scan.form() != SignatureForm.USUAL),
          refused(
              "the signature does not hold by this JWKS",
              DOCUMENTED,
              scan ->
                  scan.signature() != SignatureCheck.VALID
                      && scan.signature() != SignatureCheck.NOT_POSSIBLE),
          refused(
              "crit names what it does not know",
              DOCUMENTED,
              scan -> scan.token().header().has("crit")),
          refused("wants iss", DOCUMENTED, Condition.lacks("iss")));

  private static final List<StockVerifier> VERIFIERS =
      List.of(WILDFLY, PAYARA, LIBERTY, QUARKUS, SPRING);

  /** SmallRye JWT: measured on WildFly, the same library in Quarkus. */
  private static List<Condition> smallRye(Basis basis) {
    return List.of(
        error("takes ES256 only when told to", basis, scan -> scan.token().alg().equals("ES256")),
        error("wants a kid when there are several keys", basis, Condition::isAmbiguous),
        refused("takes RS256 only unless told", DOCUMENTED, Condition::isNeitherRs256NorEs256),
        refused("wants iat", basis, Condition.lacks("iat")),
        refused("wants exp", DOCUMENTED, Condition.lacks("exp")),
        refused(
            "wants upn, preferred_username or sub",
            DOCUMENTED,
            Condition.lacks("upn", "preferred_username", "sub")),
        refused("expired more than 60 seconds ago", basis, Condition.expired(60)),
        refused("nbf is more than 60 seconds ahead", DOCUMENTED, Condition.early(60)));
  }

  /**
   * What each does with a token; empty unless the text is a token, of a type that is sent as a
   * bearer token.
   */
  static List<Verdict> verdicts(Scan scan) {
    boolean met = scan.token().kind() != TokenKind.UNREADABLE && scan.type().has(Trait.BEARER);
    return !met ? List.of() : VERIFIERS.stream().map(verifier -> verifier.verdict(scan)).toList();
  }

  private Verdict verdict(Scan scan) {
    List<Condition> met = met(ALL, scan);
    if (met.isEmpty()) {
      met = met(conditions, scan);
    }
    return new Verdict(
        title,
        met.stream().map(Condition::outcome).findFirst().orElse(Outcome.ACCEPTED),
        met.stream().map(it -> new Reason(it.reason(), it.basis())).toList());
  }

  private static List<Condition> met(List<Condition> conditions, Scan scan) {
    return conditions.stream().filter(it -> it.applies().test(scan)).toList();
  }
}
