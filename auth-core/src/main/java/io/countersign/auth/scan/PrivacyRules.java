package io.countersign.auth.scan;

import static io.countersign.auth.scan.Reference.cwe;
import static io.countersign.auth.scan.Reference.rfc;
import static io.countersign.auth.scan.Severity.HIGH;
import static io.countersign.auth.scan.Severity.LOW;
import static io.countersign.auth.scan.Severity.MEDIUM;

import java.util.Set;
import java.util.function.BiPredicate;

/** Whether a signed payload, which anybody can read, tells about a person. */
final class PrivacyRules {

  private static final String READABLE =
      "A signed token is not encrypted: it is read in logs, proxies, browsers and by every service"
          + " that it is sent to.";
  private static final String LEAVE_OUT =
      "Leave it out; let the service that needs it ask for it by the user's id.";

  private static final Set<String> EMAIL = Set.of("email", "mail", "emailaddress");
  private static final Set<String> PHONE =
      Set.of("phone", "phonenumber", "mobile", "telephone", "tel", "msisdn", "fax");
  private static final Set<String> NATIONAL_ID =
      Set.of(
          "ssn",
          "nationalid",
          "socialsecurity",
          "passport",
          "passportnumber",
          "taxid",
          "nino",
          "cpf",
          "bsn",
          "pesel",
          "personnummer",
          "iban");
  private static final Set<String> CARD =
      Set.of("creditcard", "cardnumber", "pan", "cvv", "cvc", "paymentcard");
  private static final Set<String> PROFILE =
      Set.of(
          "givenname",
          "familyname",
          "middlename",
          "firstname",
          "lastname",
          "fullname",
          "birthdate",
          "birthday",
          "dob",
          "gender",
          "address",
          "street",
          "postalcode",
          "picture");

  /** These say that something is so, or when; not what it is. */
  private static final Set<String> ABOUT = Set.of("verified", "at", "type", "required");

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
          (leaf, value) -> leaf.words().hasAny(EMAIL) || PersonalData.isEmail(value));

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
          (leaf, value) -> leaf.words().hasAny(PHONE) || PersonalData.isPhone(value));

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
          (leaf, value) -> leaf.words().hasAny(CARD) || PersonalData.isPaymentCard(value));

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
          (leaf, value) ->
              leaf.words().hasAny(NATIONAL_ID)
                  || PersonalData.isSocialSecurityNumber(value)
                  || PersonalData.isIban(value));

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
          (leaf, value) ->
              (leaf.words().hasAny(PROFILE) || leaf.path().equals("name"))
                  && !PersonalData.isEmail(value));

  private PrivacyRules() {}

  private static Rule<Scan> rule(
      RuleInfo info, BiPredicate<ScannedObject.Leaf, String> isPersonal) {
    return new Rule<>(
        info,
        (scan, found) -> {
          for (ScannedObject.Leaf leaf : scan.leaves()) {
            String value = personalText(leaf);
            if (!value.isEmpty()
                && !leaf.words().endsOnAny(ABOUT)
                && isPersonal.test(leaf, value)) {
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
