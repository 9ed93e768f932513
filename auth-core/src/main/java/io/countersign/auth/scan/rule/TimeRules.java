package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.time.Duration;
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
            if (lifetime(scan) > seconds(scan.settings().maxLifetime())) {
              found.at("payload.exp", told(scan));
            }
          });

  static final Rule<Scan> LONG =
      new Rule<>(
          new RuleInfo(
              "CS-TIME-LONG",
              LOW,
              "It lives for hours",
              "So long a stolen token, or one of a user who was dismissed, works: verifiers do not"
                  + " ask the issuer.",
              "Issue access tokens for minutes and refresh them, or say by the longest lifetime"
                  + " that it is meant.",
              asvs("9.2.1"),
              cwe(613)),
          (scan, found) -> {
            double lifetime = lifetime(scan);
            if (lifetime > seconds(scan.settings().usualLifetime())
                && lifetime <= seconds(scan.settings().maxLifetime())) {
              found.at("payload.exp", told(scan));
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
            double skew = seconds(scan.settings().skew());
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

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** Seconds from issue, or from now, to the end; 0 where there is none, or where it may be far. */
  private static double lifetime(Scan scan) {
    OptionalDouble exp = time(scan, "exp");
    return exp.isEmpty() || scan.type().has(Trait.LASTING)
        ? 0
        : exp.getAsDouble() - time(scan, "iat").orElse(scan.now());
  }

  private static String told(Scan scan) {
    return time(scan, "exp").orElse(0) > MILLISECONDS
        ? "it seems to be in milliseconds"
        : "%.0f seconds from issue to end".formatted(lifetime(scan));
  }
}
