package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.scan.token.TokenType;
import io.countersign.auth.scan.token.TypeClues;
import java.util.Locale;
import java.util.Set;

/** What kind of token it says it is, and whether it is one. */
final class TypeRules {

  private static final Set<String> USUAL = Set.of("jwt", "application/jwt");

  static final Rule<Scan> MISSING =
      new Rule<>(
          new RuleInfo(
              "CS-TYP-MISSING",
              LOW,
              "The header does not say what kind of token it is",
              "A token of one kind passes for another; Payara refuses it.",
              "Set typ to at+jwt for access tokens, or to JWT where stock servers need that.",
              rfc(8725, "3.11"),
              asvs("9.2.2"),
              cwe(1287)),
          (scan, found) -> {
            if (scan.token().isSigned() && !scan.token().header().has("typ")) {
              found.at("header.typ", "missing");
            }
          });

  static final Rule<Scan> ODD =
      new Rule<>(
          new RuleInfo(
              "CS-TYP-ODD",
              LOW,
              "An unusual type in the header",
              "Verifiers that look at typ refuse it, the others do not know what they took.",
              "Use JWT, at+jwt or another registered type that ends on +jwt.",
              rfc(8725, "3.11"),
              cwe(1287)),
          (scan, found) -> {
            Object typ = scan.token().header().get("typ");
            if (scan.token().kind() == TokenKind.SIGNED && typ != null && !isUsual(typ)) {
              found.at("header.typ", Evidence.quoted(typ));
            }
          });

  static final Rule<Scan> CONFUSION =
      new Rule<>(
          new RuleInfo(
              "CS-TYP-CONFUSION",
              HIGH,
              "A refresh or ID token that passes for an access token",
              "It has the header of an access token, so that services accept it as one, with a"
                  + " longer life or without the scopes of one.",
              "Give each kind a typ and an audience of its own; make refresh tokens opaque.",
              rfc(8725, "3.12"),
              asvs("9.2.2"),
              cwe(1287)),
          (scan, found) -> {
            TypeClues clues = scan.clues();
            boolean refresh = clues.saysRefresh();
            boolean access = clues.typ().equals("at+jwt");
            if ((refresh && clues.isGeneric()) || (access && (refresh || clues.hasIdClaims()))) {
              found.at("header.typ", (refresh ? "a refresh" : "an ID") + " token");
            }
          });

  static final Rule<Scan> ID_TOKEN =
      new Rule<>(
          new RuleInfo(
              "CS-TYP-ID-TOKEN",
              LOW,
              "An ID token that only its claims betray",
              "It is for the client that logged the user in. A service that takes every token of"
                  + " the issuer takes it for an access token.",
              "Do not send ID tokens to services; have services ask for typ at+jwt or their"
                  + " audience.",
              rfc(8725, "3.12"),
              asvs("9.2.2"),
              cwe(1287)),
          (scan, found) -> {
            if (scan.type() == TokenType.ID && scan.clues().isGeneric()) {
              found.at("payload", "the claims of an ID token");
            }
          });

  private TypeRules() {}

  private static boolean isUsual(Object typ) {
    if (!(typ instanceof String text)) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return USUAL.contains(lower) || lower.endsWith("+jwt") || lower.endsWith("+sd-jwt");
  }
}
