package io.countersign.auth.scan.rule;

import io.countersign.auth.scan.token.ClaimName;
import java.util.Set;

/** What the name of a claim says of personal data: that it is some, tells about it, or is an id. */
final class PersonalName {

  static final Set<String> EMAIL = Set.of("email", "emails", "mail", "emailaddress");
  static final Set<String> PHONE =
      Set.of("phone", "phonenumber", "mobile", "telephone", "tel", "msisdn", "fax");
  static final Set<String> NATIONAL_ID =
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
  static final Set<String> CARD =
      Set.of("creditcard", "cardnumber", "pan", "cvv", "cvc", "paymentcard");
  static final Set<String> PROFILE =
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

  /** Addresses of machines and accounts. */
  private static final Set<String> NO_HOME =
      Set.of("ipaddress", "macaddress", "walletaddress", "contractaddress");

  /** A name with one of these tells a state, a time or a kind, not the personal value. */
  private static final Set<String> ABOUT =
      Set.of(
          "allowed",
          "at",
          "changed",
          "confirmed",
          "consent",
          "count",
          "country",
          "disabled",
          "domain",
          "domains",
          "enabled",
          "format",
          "kind",
          "method",
          "os",
          "preference",
          "preferences",
          "provider",
          "required",
          "scope",
          "source",
          "status",
          "strategy",
          "template",
          "type",
          "updated",
          "verification",
          "verified",
          "version",
          "visible");

  /** Ids, by their last word; that of a person or a tax office is one all the same. */
  private static final Set<String> IDS =
      Set.of(
          "accountid",
          "appid",
          "azp",
          "cid",
          "clientid",
          "customerid",
          "deviceid",
          "gid",
          "groupid",
          "guid",
          "hash",
          "id",
          "identifier",
          "identifiers",
          "ids",
          "jti",
          "nonce",
          "objectid",
          "oid",
          "orgid",
          "pid",
          "puid",
          "ref",
          "reference",
          "sessionid",
          "sid",
          "sub",
          "tenantid",
          "tid",
          "uid",
          "ulid",
          "userid",
          "uuid");

  private static final Set<String> PERSONAL_IDS = Set.of("nationalid", "taxid");

  /** Of these words are the names by which issuers say who the user is. */
  private static final Set<String> LOGIN =
      Set.of(
          "account",
          "address",
          "e",
          "email",
          "emails",
          "in",
          "login",
          "mail",
          "name",
          "names",
          "number",
          "phone",
          "preferred",
          "primary",
          "principal",
          "sign",
          "unique",
          "upn",
          "user",
          "username",
          "verified");

  private PersonalName() {}

  /** Whether it says something about personal data, not what they are. */
  static boolean isAbout(ClaimName name) {
    return name.endsOnAny(ABOUT) || name.hasAny(NO_HOME);
  }

  /** Whether it is an id, of which digits are by chance those of a card. */
  static boolean isId(ClaimName name) {
    return name.endsOnAny(IDS) && !name.hasAny(PERSONAL_IDS);
  }

  /**
   * Whether it is one by which most issuers name the user, such as {@code upn} or {@code email}.
   */
  static boolean isLogin(ClaimName name) {
    return name.hasOnly(LOGIN);
  }
}
