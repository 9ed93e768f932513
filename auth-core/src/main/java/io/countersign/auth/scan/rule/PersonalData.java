package io.countersign.auth.scan.rule;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises what identifies a person by its form, and by its check digits where it has some. */
final class PersonalData {

  private static final Pattern EMAIL =
      Pattern.compile("(?:mailto:)?[^\\s@\"<>/:]{1,64}@[^\\s@/]{1,190}\\.\\p{L}{2,24}");
  private static final Pattern PHONE = Pattern.compile("(?:tel:)?\\+[1-9](?:[ ().-]?[0-9]){7,14}");
  private static final Pattern DIALLED =
      Pattern.compile("(?:[ ().+/-]*[0-9]){5,20}[ a-z0-9.]{0,10}");
  private static final Pattern SSN =
      Pattern.compile("(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}");
  private static final Pattern IBAN =
      Pattern.compile("[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?");
  private static final Pattern CARD = Pattern.compile("[0-9](?:[ -]?[0-9]){12,18}");

  /** By the networks' first digits and lengths: Visa, Mastercard, Amex, Discover, JCB, Diners. */
  private static final Pattern CARD_NETWORK =
      Pattern.compile(
          "4[0-9]{12}(?:[0-9]{3}){0,2}|(?:5[1-5]|2[2-7])[0-9]{14}|3[47][0-9]{13}"
              + "|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}|35[2-8][0-9]{13}|3[068][0-9]{12}");

  private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);

  private PersonalData() {}

  static boolean isEmail(String value) {
    return EMAIL.matcher(value).matches();
  }

  static boolean isPhone(String value) {
    return PHONE.matcher(value).matches();
  }

  /** What somebody may dial, with or without the country's number. */
  static boolean isDialled(String value) {
    return DIALLED.matcher(value).matches();
  }

  static boolean hasDigit(String value) {
    return value.chars().anyMatch(Character::isDigit);
  }

  static boolean isSocialSecurityNumber(String value) {
    return SSN.matcher(value).matches();
  }

  /** ISO 13616: moved and spelled in digits, it leaves 1 when divided by 97. */
  static boolean isIban(String value) {
    if (!IBAN.matcher(value).matches()) {
      return false;
    }
    String plain = value.replace(" ", "").toUpperCase(Locale.ROOT);
    StringBuilder digits = new StringBuilder();
    (plain.substring(4) + plain.substring(0, 4))
        .chars()
        .forEach(character -> digits.append(Character.digit(character, 36)));
    return new BigInteger(digits.toString()).mod(IBAN_MODULUS).equals(BigInteger.ONE);
  }

  /** A card network's number whose Luhn digit is right (ISO/IEC 7812). */
  static boolean isPaymentCard(String value) {
    if (!CARD.matcher(value).matches()) {
      return false;
    }
    String digits = value.replaceAll("[ -]", "");
    return CARD_NETWORK.matcher(digits).matches() && hasLuhnDigit(digits);
  }

  private static boolean hasLuhnDigit(String digits) {
    int sum = 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = digits.charAt(digits.length() - 1 - at) - '0';
      int weighed = at % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }
}
