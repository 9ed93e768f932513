package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.Reference;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.TokenType;
import io.countersign.auth.scan.token.TypeDetection;

/** What security event tokens and logout tokens need. */
final class EventRules {

  private static final Reference LOGOUT_TOKEN =
      new Reference(
          "OpenID Connect Back-Channel Logout 1.0 §2.4",
          "https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken");

  static final Rule<Scan> EVENTS =
      new Rule<>(
          new RuleInfo(
              "CS-SET-EVENTS",
              MEDIUM,
              "A security event token without an event",
              "It says that something has happened, and not what.",
              "Put an object into events, with a member for each event, named by its URI.",
              rfc(8417, "2.2"),
              cwe(1287)),
          (scan, found) -> {
            Object events = scan.token().payload().get("events");
            if (scan.type() == TokenType.SECURITY_EVENT && !scan.clues().hasEvents()) {
              found.at("payload.events", Evidence.absence(events));
            }
          });

  static final Rule<Scan> LOGOUT =
      new Rule<>(
          new RuleInfo(
              "CS-LOGOUT-CLAIMS",
              MEDIUM,
              "A logout token that logs nobody out",
              "Without its event, and a user or a session, a client has nothing to end; with a"
                  + " nonce it passes for an ID token.",
              "Put the event backchannel-logout and sub or sid in, and no nonce.",
              LOGOUT_TOKEN,
              cwe(1287)),
          (scan, found) -> {
            if (scan.type() != TokenType.LOGOUT) {
              return;
            }
            ScannedObject payload = scan.token().payload();
            if (!scan.clues().hasEvent(TypeDetection.LOGOUT_EVENT)) {
              found.at("payload.events", "no " + TypeDetection.LOGOUT_EVENT);
            }
            if (!payload.has("sub") && !payload.has("sid")) {
              found.at("payload.sid", "neither sub nor sid");
            }
            if (payload.has("nonce")) {
              found.at("payload.nonce", "is there");
            }
          });

  private EventRules() {}
}
