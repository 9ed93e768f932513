package io.countersign.auth.scan;

import static io.countersign.auth.scan.Reference.asvs;
import static io.countersign.auth.scan.Reference.cwe;
import static io.countersign.auth.scan.Reference.rfc;
import static io.countersign.auth.scan.Severity.CRITICAL;

/** What a header's {@code alg} promises. */
final class AlgorithmRules {

  static final Rule<Scan> NONE =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-NONE",
              CRITICAL,
              "The token is not signed",
              "Anybody can write such a token; a verifier that takes it takes everything.",
              "Sign with RS256 or ES256, and let verifiers accept those by name only.",
              rfc(8725, "3.2"),
              asvs("9.1.2"),
              cwe(347)),
          (scan, found) -> {
            if (scan.token().alg().equalsIgnoreCase("none")) {
              found.at("header.alg", Evidence.quoted(scan.token().alg()));
            }
          });

  private AlgorithmRules() {}
}
