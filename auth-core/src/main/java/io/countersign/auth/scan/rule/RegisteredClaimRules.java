package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.Reference;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.scan.token.ScannedObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether the claims are there that every access token needs, each of its type. */
final class RegisteredClaimRules {

  static final Rule<Scan> ISSUER =
      required(
          "iss",
          RegisteredClaimRules::isText,
          MEDIUM,
          "A verifier cannot tell who vouches for the token.",
          "Put the issuer's URL in, and have verifiers compare it.",
          rfc(8725, "3.8"),
          rfc(7519, "4.1.1"),
          cwe(345));

  static final Rule<Scan> SUBJECT =
      required(
          "sub",
          RegisteredClaimRules::isText,
          MEDIUM,
          "Nobody knows whom the token stands for; some servers refuse it.",
          "Put an opaque, stable id of the user in.",
          rfc(8725, "3.8"),
          rfc(9068, "2.2"),
          cwe(345));

  static final Rule<Scan> AUDIENCE =
      required(
          "aud",
          value ->
              isText(value)
                  || (value instanceof List<?> list
                      && !list.isEmpty()
                      && list.stream().allMatch(RegisteredClaimRules::isText)),
          MEDIUM,
          "A token meant for one service opens all others of the same issuer.",
          "Name the services that it is for, and have each refuse tokens that do not name it.",
          rfc(8725, "3.9"),
          asvs("9.2.3"),
          cwe(345));

  static final Rule<Scan> EXPIRY =
      required(
          "exp",
          RegisteredClaimRules::isNumber,
          HIGH,
          "The token never ends: whoever steals it has it for ever.",
          "Put the end in, in seconds since 1970, minutes after the beginning.",
          rfc(7519, "4.1.4"),
          asvs("9.2.1"),
          cwe(613));

  static final Rule<Scan> ISSUED_AT =
      required(
          "iat",
          RegisteredClaimRules::isNumber,
          LOW,
          "Nobody can tell how old the token is, nor revoke by age; MicroProfile JWT refuses it.",
          "Put the time of issue in, in seconds since 1970.",
          rfc(7519, "4.1.6"),
          rfc(9068, "2.2"));

  static final Rule<Scan> TOKEN_ID =
      required(
          "jti",
          RegisteredClaimRules::isText,
          LOW,
          "The token has no name by which it could be revoked or found in a log.",
          "Put a unique id in, such as a UUID.",
          rfc(7519, "4.1.7"),
          rfc(9068, "2.2"));

  static final Rule<Scan> NOT_BEFORE =
      new Rule<>(
          new RuleInfo(
              "CS-CLAIM-NBF",
              MEDIUM,
              "nbf is no time",
              "Verifiers ignore it or fail; either way it does not hold the token back.",
              "Give it in seconds since 1970, or leave it out.",
              rfc(7519, "4.1.5"),
              asvs("9.2.1"),
              cwe(1287)),
          (scan, found) -> {
            ScannedObject payload = scan.token().payload();
            if (payload.has("nbf") && !isNumber(payload.get("nbf"))) {
              found.at("payload.nbf", Evidence.absence(payload.get("nbf")));
            }
          });

  private RegisteredClaimRules() {}

  private static Rule<Scan> required(
      String claim,
      Predicate<@Nullable Object> isRight,
      Severity severity,
      String why,
      String fix,
      Reference... references) {
    return new Rule<>(
        new RuleInfo(
            "CS-CLAIM-" + claim.toUpperCase(Locale.ROOT),
            severity,
            claim + " is missing or of a wrong type",
            why,
            fix,
            references),
        (scan, found) -> {
          Object value = scan.token().payload().get(claim);
          boolean wrong =
              value == null
                  ? scan.type().requires(claim) && !ClientRules.standsIn(scan, claim)
                  : !isRight.test(value);
          if (scan.token().hasClaims() && wrong) {
            found.at("payload." + claim, Evidence.absence(value));
          }
        });
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String text && !text.isBlank();
  }

  private static boolean isNumber(@Nullable Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }
}
