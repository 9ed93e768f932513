package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static io.countersign.auth.scan.report.Severity.HIGH;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Whether a signed payload, which anybody can read, gives a secret away. */
final class SecretRules {

  private static final int SEARCHED = 4096;

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY" // PEM
              + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b" // AWS
              + "|\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_[A-Za-z0-9_]{22}" // GitHub
              + "|\\bglpat-[A-Za-z0-9_-]{20}" // GitLab
              + "|\\bxox[abeoprs]-[A-Za-z0-9-]{10}" // Slack
              + "|\\b[rs]k_live_[A-Za-z0-9]{16}" // Stripe
              + "|\\bAIza[A-Za-z0-9_-]{35}" // Google
              + "|\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"); // SendGrid

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*|\\bcsr_[A-Za-z0-9_-]{40,}");

  static final Rule<Scan> PASSWORDS =
      rule(
          new RuleInfo(
              "CS-SECRET-PASSWORD",
              CRITICAL,
              "A password or secret in the payload",
              "A signed token is not encrypted: whoever sees it has the secret, too.",
              "Leave it out, and change the secret: it has been in logs and proxies.",
              cwe(522)),
          (scan, leaf) -> {
            boolean credential = SecretName.isCredential(leaf.words());
            return SecretName.isSecret(leaf.words())
                && !SecretValue.isNone(leaf.value(), credential)
                && !(credential && scan.type().has(Trait.CARRIES_TOKENS));
          });

  static final Rule<Scan> KEYS =
      new Rule<>(
          new RuleInfo(
              "CS-SECRET-KEY",
              CRITICAL,
              "A private key or API key in the payload",
              "A signed token is not encrypted: whoever sees it has the key, too.",
              "Leave it out, and revoke the key: it has been in logs and proxies.",
              cwe(522)),
          (scan, found) -> {
            Set<String> siblings = new HashSet<>();
            scan.leaves().forEach(leaf -> siblings.add(leaf.path()));
            for (ScannedObject.Leaf leaf : scan.leaves()) {
              if (leaf.value() instanceof String text
                  && (KEY.matcher(start(text)).find() || isPrivateMember(leaf, siblings))) {
                found.at("payload." + leaf.path(), Evidence.redacted(text));
              }
            }
          });

  static final Rule<Scan> TOKENS =
      rule(
          new RuleInfo(
              "CS-SECRET-TOKEN",
              HIGH,
              "Another token in the payload",
              "Every service that this token is sent to can use the other one, which was not meant"
                  + " for it.",
              "Leave it out; exchange tokens at the issuer (RFC 8693).",
              cwe(522)),
          (scan, leaf) ->
              leaf.value() instanceof String text
                  && TOKEN.matcher(start(text)).find()
                  && !scan.type().has(Trait.CARRIES_TOKENS));

  private SecretRules() {}

  private static Rule<Scan> rule(RuleInfo info, BiPredicate<Scan, ScannedObject.Leaf> isSecret) {
    return new Rule<>(
        info,
        (scan, found) -> {
          for (ScannedObject.Leaf leaf : scan.leaves()) {
            if (isSecret.test(scan, leaf)) {
              found.at("payload." + leaf.path(), Evidence.redacted(String.valueOf(leaf.value())));
            }
          }
        });
  }

  /** As much as is searched: of some texts a search costs their length squared. */
  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), SEARCHED));
  }

  /** A {@code d} or {@code k} beside a {@code kty}: a private JWK, whole. */
  private static boolean isPrivateMember(ScannedObject.Leaf leaf, Set<String> paths) {
    boolean named = leaf.name().equals("d") || leaf.name().equals("k");
    return named && paths.contains(leaf.path().substring(0, leaf.path().length() - 1) + "kty");
  }
}
