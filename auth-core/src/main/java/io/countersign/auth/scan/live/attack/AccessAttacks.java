package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;

import io.countersign.auth.scan.report.RuleInfo;

/** Whether there is a door at all. */
final class AccessAttacks {

  private static final int OCTETS = 32;

  static final Attack ANONYMOUS =
      new Attack(
          new RuleInfo(
              "CS-LIVE-ANONYMOUS",
              CRITICAL,
              "Not protected at all",
              "Without a token the service answers as with a valid one; an annotation such as"
                  + " @RolesAllowed is no protection where the server does not enforce it.",
              "Have every request authenticated by a filter, and enforce roles: on WildFly with"
                  + " resteasy.role.based.security.",
              rfc(6750, "3"),
              cwe(306)),
          (material, plan) -> plan.send("no token", ""));

  static final Attack ANY_TEXT =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-ANY-TEXT",
                  CRITICAL,
                  "Any text passes for a token",
                  "The service looks whether there is a token and not at it.",
                  "Verify signature and claims of every token before anything else.",
                  rfc(8725, "3.3"),
                  asvs("9.1.1"),
                  cwe(287)),
              (material, plan) -> {
                plan.send("random characters", noise(material));
                plan.send(
                    "three random parts",
                    noise(material) + "." + noise(material) + "." + noise(material));
              })
          .unless(ANONYMOUS);

  private AccessAttacks() {}

  private static String noise(Material material) {
    return Forgery.base64(material.noise(OCTETS));
  }
}
