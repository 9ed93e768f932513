package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.live.attack.ClaimAttacks.signed;
import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.Map;

/** Whether a token's times are looked at, in tokens that the owner's key signs. */
final class TimeAttacks {

  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;

  static final Attack EXPIRY =
      signed(
          new RuleInfo(
              "CS-LIVE-EXP",
              HIGH,
              "Expired tokens are accepted",
              "Whoever finds an old token, in a log or a backup, is let in.",
              "Refuse tokens whose exp has passed.",
              rfc(7519, "4.1.4"),
              asvs("9.2.1"),
              cwe(613)),
          (regular, material) -> Map.of("expired a day ago", expired(regular, material, DAY)));

  static final Attack SKEW =
      signed(
              new RuleInfo(
                  "CS-LIVE-SKEW",
                  LOW,
                  "Expired tokens are accepted for long",
                  "The clocks of servers differ by seconds; the rest is a longer life for tokens"
                      + " that were stolen.",
                  "Allow a clock skew of a minute at most.",
                  rfc(7519, "4.1.4"),
                  cwe(613)),
              (regular, material) ->
                  Map.of(
                      "expired a minute beyond the skew",
                      expired(regular, material, material.skew().toSeconds() + 60)))
          .unless(EXPIRY);

  static final Attack ENDLESS =
      signed(
          new RuleInfo(
              "CS-LIVE-EXP-MISSING",
              HIGH,
              "Tokens without an end are accepted",
              "Such a token lets in for ever.",
              "Require exp.",
              rfc(7519, "4.1.4"),
              asvs("9.2.1"),
              cwe(613)),
          (regular, material) -> Map.of("no exp", regular.withoutClaim("exp")));

  static final Attack NOT_BEFORE =
      signed(
          new RuleInfo(
              "CS-LIVE-NBF",
              MEDIUM,
              "Tokens are accepted before their time",
              "The issuer said from when on the token holds, and the service does not listen.",
              "Refuse tokens whose nbf has not come.",
              rfc(7519, "4.1.5"),
              asvs("9.2.1"),
              cwe(345)),
          (regular, material) ->
              Map.of("nbf tomorrow", regular.claim("nbf", seconds(material) + DAY)));

  static final Attack FUTURE =
      signed(
          new RuleInfo(
              "CS-LIVE-IAT",
              LOW,
              "Tokens from the future are accepted",
              "Whoever could sign once made tokens in store, or a clock is wrong.",
              "Refuse tokens whose iat is further ahead than clocks may differ.",
              rfc(7519, "4.1.6"),
              cwe(345)),
          (regular, material) ->
              Map.of(
                  "iat tomorrow",
                  regular
                      .claim("iat", seconds(material) + DAY)
                      .claim("exp", seconds(material) + DAY + HOUR)));

  private TimeAttacks() {}

  private static Forgery expired(Forgery regular, Material material, long ago) {
    long end = seconds(material) - ago;
    return regular.claim("iat", end - HOUR).claim("exp", end);
  }

  private static long seconds(Material material) {
    return material.now().getEpochSecond();
  }
}
