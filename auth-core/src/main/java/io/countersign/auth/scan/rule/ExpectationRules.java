package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import java.util.Set;

/** Whether a token has the issuer and the audience that the caller expects. */
final class ExpectationRules {

  static final Rule<Scan> ISSUER =
      new Rule<>(
          new RuleInfo(
              "CS-ISS-OTHER",
              HIGH,
              "Another issuer's token",
              "A service that compares iss, character by character, refuses it; one that takes it"
                  + " trusts somebody else.",
              "Have the issuer write the address by which services know it, and compare that.",
              rfc(8725, "3.8"),
              cwe(345)),
          (scan, found) ->
              scan.settings()
                  .issuer()
                  .ifPresent(
                      expected ->
                          scan.token()
                              .payload()
                              .text("iss")
                              .filter(it -> !it.equals(expected))
                              .ifPresent(it -> found.at("payload.iss", Evidence.quoted(it)))));

  static final Rule<Scan> AUDIENCE =
      new Rule<>(
          new RuleInfo(
              "CS-AUD-OTHER",
              HIGH,
              "A token for somebody else",
              "None of the audiences that were asked for is in it: a service that takes it takes"
                  + " every token of the issuer.",
              "Have the issuer name the service in aud, and refuse tokens that do not.",
              rfc(8725, "3.9"),
              asvs("9.2.3"),
              cwe(345)),
          (scan, found) -> {
            Set<String> expected = scan.settings().audiences();
            Object aud = scan.token().payload().get("aud");
            List<?> named =
                aud instanceof List<?> list ? list : aud == null ? List.of() : List.of(aud);
            if (!expected.isEmpty()
                && scan.token().hasClaims()
                && (scan.type().requires("aud") || aud != null)
                && named.stream().noneMatch(expected::contains)) {
              found.at("payload.aud", named.isEmpty() ? "missing" : named.size() + " others");
            }
          });

  private ExpectationRules() {}
}
