package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.LOW;

import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedToken;
import java.util.List;
import java.util.Optional;

/** Tokens that name a client where others name the user, or the service that they are for. */
final class ClientRules {

  private static final List<String> CLAIMS = List.of("sub", "aud");

  /** How issuers call the client; one of them writes it into the header. */
  private static final List<String> CLIENTS = List.of("client_id", "azp", "appid", "cid");

  private static final String IN_THE_HEADER = "client";

  static final Rule<Scan> CLIENT =
      new Rule<>(
          new RuleInfo(
              "CS-CLAIM-CLIENT",
              LOW,
              "Only the client is named",
              "Verifiers that look for sub or aud, as they should, refuse it or are told not to"
                  + " look; then a token for one service opens the others.",
              "Name the service in aud and the client in sub; until then, compare the client.",
              rfc(9068, "2.2"),
              cwe(345)),
          (scan, found) -> {
            for (String claim : CLAIMS) {
              if (scan.token().hasClaims()
                  && !scan.token().payload().has(claim)
                  && standsIn(scan, claim)) {
                found.at("payload." + claim, "missing; " + client(scan).orElse("") + " is there");
              }
            }
          });

  private ClientRules() {}

  /** Whether a client is named, so that this claim is not missed as much. */
  static boolean standsIn(Scan scan, String claim) {
    return CLAIMS.contains(claim) && scan.type().requires(claim) && client(scan).isPresent();
  }

  private static Optional<String> client(Scan scan) {
    ScannedToken token = scan.token();
    return token.header().text(IN_THE_HEADER).filter(it -> !it.isBlank()).isPresent()
        ? Optional.of("header." + IN_THE_HEADER)
        : CLIENTS.stream()
            .filter(it -> token.payload().text(it).filter(id -> !id.isBlank()).isPresent())
            .findFirst();
  }
}
