package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.TokenType;
import java.util.List;
import java.util.Map;

/** What a DPoP proof needs, and what no header with a key may show. */
final class ProofRules {

  private static final List<String> TEXTS = List.of("jti", "htm", "htu");

  /** The members of a JWK that only its owner may know (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
  private static final List<String> PRIVATE =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  static final Rule<Scan> CLAIMS =
      new Rule<>(
          new RuleInfo(
              "CS-DPOP-CLAIMS",
              MEDIUM,
              "A DPoP proof without what it needs",
              "A proof that does not say for which request, when and by which key it was made is"
                  + " good for any other, or for nothing.",
              "Put jti, htm, htu and iat into the claims, and the public key into the header.",
              rfc(9449, "4.2"),
              cwe(345)),
          (scan, found) -> {
            if (scan.type() != TokenType.DPOP_PROOF) {
              return;
            }
            ScannedToken token = scan.token();
            for (String claim : TEXTS) {
              if (token.payload().text(claim).filter(it -> !it.isBlank()).isEmpty()) {
                found.at("payload." + claim, Evidence.absence(token.payload().get(claim)));
              }
            }
            if (token.payload().number("iat").isEmpty()) {
              found.at("payload.iat", Evidence.absence(token.payload().get("iat")));
            }
            if (!(token.header().get("jwk") instanceof Map)) {
              found.at("header.jwk", Evidence.absence(token.header().get("jwk")));
            }
          });

  static final Rule<Scan> PRIVATE_KEY =
      new Rule<>(
          new RuleInfo(
              "CS-HDR-JWK-PRIVATE",
              CRITICAL,
              "The header shows a private key",
              "Whoever sees the token can sign as its sender.",
              "Replace the key at once; put the public part into the header and nothing else.",
              rfc(9449, "4.3"),
              cwe(522)),
          (scan, found) -> {
            if (scan.token().header().get("jwk") instanceof Map<?, ?> key) {
              PRIVATE.stream()
                  .filter(key::containsKey)
                  .findFirst()
                  .ifPresent(it -> found.at("header.jwk." + it, "[redacted]"));
            }
          });

  private ProofRules() {}
}
