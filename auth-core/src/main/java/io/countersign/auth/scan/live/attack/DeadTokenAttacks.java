package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import java.time.Instant;
import java.util.Optional;

/** Whether genuine tokens are accepted that are not for here, or that are dead. */
final class DeadTokenAttacks {

  private static final String WHY_REVOKED =
      "Until it expires, whoever has the token goes on; a sensitive endpoint must refuse it at"
          + " once, an ordinary one may live with that for the minutes that are left.";
  private static final String FIX_REVOKED =
      "Look tokens up in a denylist at sensitive endpoints, and keep access tokens short-lived.";

  static final Attack REFRESH =
      new Attack(
          new RuleInfo(
              "CS-LIVE-REFRESH",
              HIGH,
              "A refresh token passes for an access token",
              "It lives for days, and no one who is given it as a refresh token expects that.",
              "Tell the kinds of tokens apart, by typ or by form.",
              rfc(8725, "3.12"),
              asvs("9.2.2"),
              cwe(1287)),
          (material, plan) -> send(OwnersToken.REFRESH, material, plan));

  static final Attack EXPIRED =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-EXPIRED",
                  HIGH,
                  "An expired token is accepted",
                  "Whoever finds an old token, in a log or a backup, is let in.",
                  "Refuse tokens whose exp has passed.",
                  rfc(7519, "4.1.4"),
                  asvs("9.2.1"),
                  cwe(613)),
              (material, plan) -> {
                Instant latest = material.now().minus(material.skew());
                boolean expired =
                    end(OwnersToken.EXPIRED, material).filter(latest::isAfter).isPresent();
                if (expired || !material.tokens().containsKey(OwnersToken.EXPIRED)) {
                  send(OwnersToken.EXPIRED, material, plan);
                } else {
                  plan.omit("the token has not expired, or by less than the skew");
                }
              })
          .unless(TimeAttacks.EXPIRY, TimeAttacks.SKEW);

  static final Attack LOGGED_OUT =
      revoked("CS-LIVE-LOGGED-OUT", "A logged-out session goes on", OwnersToken.LOGGED_OUT);

  static final Attack REVOKED =
      revoked("CS-LIVE-REVOKED", "A revoked token is accepted", OwnersToken.REVOKED);

  static final Attack OLD_EPOCH =
      revoked(
          "CS-LIVE-OLD-EPOCH",
          "A token from before a password change is accepted",
          OwnersToken.OLD_EPOCH);

  private DeadTokenAttacks() {}

  private static Attack revoked(String id, String title, OwnersToken token) {
    return new Attack(
        new RuleInfo(
            id, MEDIUM, title, WHY_REVOKED, FIX_REVOKED, rfc(7009, "2"), asvs("9.2.1"), cwe(613)),
        (material, plan) -> {
          boolean expired = end(token, material).filter(material.now()::isAfter).isPresent();
          if (expired) {
            plan.omit("the token has expired, which says nothing about revocation");
          } else {
            send(token, material, plan);
          }
        });
  }

  private static Optional<Instant> end(OwnersToken token, Material material) {
    return Optional.ofNullable(material.tokens().get(token)).flatMap(GenuineToken::expiry);
  }

  private static void send(OwnersToken token, Material material, Attack.Plan plan) {
    Optional.ofNullable(material.tokens().get(token))
        .ifPresentOrElse(
            text -> plan.send(token.description(), text),
            () -> plan.omit("needs " + token.description()));
  }
}
