package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.scan.report.RuleInfo;

/** Whether a key's name is taken for a path or for a piece of SQL. */
final class KidAttacks {

  private static final String SECRET = "countersign";
  private static final String FIX =
      "Look kid up in a map of known keys and nowhere else, and accept no HMAC.";

  static final Attack PATH =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-KID-PATH",
                  CRITICAL,
                  "A key's name is taken for a path",
                  "A file whose content everybody knows becomes the key.",
                  FIX,
                  rfc(8725, "3.10"),
                  asvs("9.1.3"),
                  cwe(22)),
              (material, plan) -> {
                byte[] empty = new byte[0];
                send(material, plan, "/dev/null", empty);
                send(material, plan, "../../../../../../../../dev/null", empty);
                send(material, plan, "file:///dev/null", empty);
                send(material, plan, "/proc/sys/kernel/randomize_va_space", "2\n".getBytes(UTF_8));
              })
          .unless(SignatureAttacks.PAYLOAD, AlgorithmAttacks.GUESSABLE);

  static final Attack SQL =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-KID-SQL",
                  CRITICAL,
                  "A key's name is taken for SQL",
                  "The attacker has the database answer with a key of his, or with anything else.",
                  FIX,
                  rfc(8725, "3.10"),
                  asvs("9.1.3"),
                  cwe(89)),
              (material, plan) -> {
                byte[] secret = SECRET.getBytes(UTF_8);
                send(material, plan, "x' UNION SELECT '" + SECRET + "' -- ", secret);
                send(material, plan, "x' UNION SELECT 'Y291bnRlcnNpZ24=' -- ", secret);
                send(material, plan, "x\" UNION SELECT \"" + SECRET + "\" -- ", secret);
              })
          .unless(SignatureAttacks.PAYLOAD);

  private KidAttacks() {}

  private static void send(Material material, Attack.Plan plan, String kid, byte[] secret) {
    Forgery forgery = Forgery.of(material.valid()).with("alg", "HS256").with("kid", kid);
    plan.send("kid " + kid.strip(), forgery.mac(secret));
  }
}
