package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.Set;

/** Whether a signed payload, which anybody can read, tells about a person. */
final class PrivacyRules {

  private static final String READABLE =
      "A signed token is not encrypted: it is read in logs, proxies, browsers and by every service"
          + " that it is sent to.";
  private static final String LEAVE_OUT =
      "Leave it out; let the service that needs it ask for it by the user's id.";

  private static final Set<String> TIMES = Set.of("exp", "iat", "nbf", "auth_time", "updated_at");

  static final Rule<Scan> EMAIL_ADDRESS =
      rule(
          new RuleInfo(
              "CS-PII-EMAIL",
              MEDIUM,
              "An e-mail address in the payload",
              READABLE,
              LEAVE_OUT,
              rfc(7519, "12"),
              cwe(359)),
          (scan, leaf, value) ->
              isEmail(leaf, value)
                  && !PersonalName.isLogin(leaf.words())
                  && !scan.type().has(Trait.ADDRESSES));

  static final Rule<Scan> PHONE_NUMBER =
      rule(
          new RuleInfo(
              "CS-PII-PHONE",
              MEDIUM,
              "A phone number in the payload",
              READABLE,
              LEAVE_OUT,
              rfc(7519, "12"),
              cwe(359)),
          (scan, leaf, value) ->
              isPhone(leaf, value)
                  && !PersonalName.isLogin(leaf.words())
                  && !scan.type().has(Trait.ADDRESSES));

  static final Rule<Scan> LOGIN =
      rule(
          new RuleInfo(
              "CS-PII-LOGIN",
              LOW,
              "The user's own address, where issuers have it",
              READABLE + " Such an address also finds the user elsewhere, and it changes.",
              "Know users by sub; leave the address to services that need it.",
              rfc(7519, "12"),
              cwe(359)),
          (scan, leaf, value) ->
              (isEmail(leaf, value) || isPhone(leaf, value))
                  && PersonalName.isLogin(leaf.words())
                  && !scan.type().has(Trait.ADDRESSES)
                  && !scan.type().has(Trait.PROFILE));

  static final Rule<Scan> PAYMENT_CARD =
      rule(
          new RuleInfo(
              "CS-PII-CARD",
              HIGH,
              "A payment card in the payload",
              READABLE + " Card numbers fall under PCI DSS wherever they are.",
              LEAVE_OUT,
              rfc(7519, "12"),
              cwe(359)),
          (scan, leaf, value) -> {
            boolean named = leaf.words().hasAny(PersonalName.CARD);
            return PersonalName.isId(leaf.words())
                ? named && PersonalData.isPaymentCard(value)
                : PersonalData.isPaymentCard(value) || (named && PersonalData.hasDigit(value));
          });

  static final Rule<Scan> NATIONAL =
      rule(
          new RuleInfo(
              "CS-PII-NATIONAL-ID",
              HIGH,
              "A national id or bank account in the payload",
              READABLE + " With such a number somebody else can pass for the user.",
              LEAVE_OUT,
              rfc(7519, "12"),
              cwe(359)),
          (scan, leaf, value) ->
              !PersonalName.isId(leaf.words())
                  && ((leaf.words().hasAny(PersonalName.NATIONAL_ID)
                          && PersonalData.hasDigit(value))
                      || PersonalData.isSocialSecurityNumber(value)
                      || PersonalData.isIban(value)));

  static final Rule<Scan> PERSON =
      rule(
          new RuleInfo(
              "CS-PII-PROFILE",
              LOW,
              "Name, birthday or address in the payload",
              READABLE,
              LEAVE_OUT,
              rfc(7519, "12"),
              cwe(359)),
          (scan, leaf, value) ->
              (leaf.words().hasAny(PersonalName.PROFILE) || leaf.path().equals("name"))
                  && !PersonalData.isEmail(value)
                  && !scan.type().has(Trait.PROFILE));

  private PrivacyRules() {}

  /** Whether a value is personal, under its name and in its kind of token. */
  @FunctionalInterface
  private interface Check {
    boolean isPersonal(Scan scan, ScannedObject.Leaf leaf, String value);
  }

  private static boolean isEmail(ScannedObject.Leaf leaf, String value) {
    return PersonalData.isEmail(value)
        || (leaf.words().hasAny(PersonalName.EMAIL) && value.contains("@"));
  }

  private static boolean isPhone(ScannedObject.Leaf leaf, String value) {
    return PersonalData.isPhone(value)
        || (leaf.words().hasAny(PersonalName.PHONE) && PersonalData.isDialled(value));
  }

  /** A credential is for its holder to show; what it says of her is no leak. */
  private static Rule<Scan> rule(RuleInfo info, Check check) {
    return new Rule<>(
        info,
        (scan, found) -> {
          if (scan.type().has(Trait.HELD)) {
            return;
          }
          for (ScannedObject.Leaf leaf : scan.leaves()) {
            String value = personalText(leaf);
            if (!value.isEmpty()
                && !PersonalName.isAbout(leaf.words())
                && check.isPersonal(scan, leaf, value)) {
              found.at("payload." + leaf.path(), Evidence.masked(value));
            }
          }
        });
  }

  /** A text, or a whole number that is no time; anything else as empty. */
  private static String personalText(ScannedObject.Leaf leaf) {
    if (leaf.value() instanceof String text) {
      return text.strip();
    }
    boolean whole = leaf.value() instanceof Number && !(leaf.value() instanceof Double);
    return whole && !TIMES.contains(leaf.name()) ? String.valueOf(leaf.value()) : "";
  }
}
