package io.countersign.auth.scan;

import static io.countersign.auth.scan.Reference.asvs;
import static io.countersign.auth.scan.Reference.cwe;
import static io.countersign.auth.scan.Reference.rfc;
import static io.countersign.auth.scan.Severity.HIGH;
import static io.countersign.auth.scan.Severity.MEDIUM;

import java.util.OptionalDouble;

/** Whether the times make sense together. A token that has merely expired is in order. */
final class TimeRules {

  /** Seconds; a time beyond is in milliseconds, for it would be after the year 5138. */
  private static final double MILLISECONDS = 1e11;

  static final Rule<Scan> LIFETIME =
      new Rule<>(
          new RuleInfo(
              "CS-TIME-LIFETIME",
              MEDIUM,
              "It lives too long",
              "A stolen token, or one of a user who was dismissed, works until it ends: verifiers"
                  + " do not ask the issuer.",
              "Issue access tokens for minutes and refresh them.",
              asvs("9.2.1"),
              cwe(613)),
          (scan, found) -> {
            OptionalDouble exp = time(scan, "exp");
            double from = time(scan, "iat").orElse(scan.now());
            double longest = scan.settings().maxLifetime().toMillis() / 1000.0;
            if (exp.isPresent() && exp.getAsDouble() - from > longest) {
              found.at("payload.exp", lifetime(exp.getAsDouble(), from));
            }
          });

  static final Rule<Scan> FUTURE =
      new Rule<>(
          new RuleInfo(
              "CS-TIME-FUTURE",
              MEDIUM,
              "It was issued in the future",
              "The issuer's clock is wrong, or the token was made up; strict verifiers refuse it.",
              "Synchronise the issuer's clock; give iat in seconds.",
              rfc(7519, "4.1.6"),
              cwe(345)),
          (scan, found) -> {
            double skew = scan.settings().skew().toMillis() / 1000.0;
            OptionalDouble iat = time(scan, "iat");
            if (iat.isPresent() && iat.getAsDouble() > scan.now() + skew) {
              found.at(
                  "payload.iat", "%.0f seconds ahead".formatted(iat.getAsDouble() - scan.now()));
            }
          });

  static final Rule<Scan> ORDER =
      new Rule<>(
          new RuleInfo(
              "CS-TIME-ORDER",
              HIGH,
              "It ends before it begins",
              "No moment is right for such a token: a verifier that takes it does not look.",
              "Put exp after iat and after nbf.",
              rfc(7519, "4.1.4"),
              asvs("9.2.1"),
              cwe(345)),
          (scan, found) -> {
            OptionalDouble exp = time(scan, "exp");
            for (String begin : new String[] {"iat", "nbf"}) {
              OptionalDouble time = time(scan, begin);
              if (exp.isPresent() && time.isPresent() && exp.getAsDouble() <= time.getAsDouble()) {
                found.at("payload.exp", "not after " + begin);
              }
            }
          });

  private TimeRules() {}

  private static OptionalDouble time(Scan scan, String claim) {
    return scan.token().payload().number(claim);
  }

  private static String lifetime(double exp, double from) {
    return exp > MILLISECONDS
        ? "it seems to be in milliseconds"
        : "%.0f seconds from issue to end".formatted(exp - from);
  }
}
