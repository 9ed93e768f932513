package io.countersign.auth.scan.rule;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells values that cannot be a secret, even under the name of one. */
final class SecretValue {

  /** Words for the state of a secret: there, not there, in force or not. */
  private static final Set<String> STATES =
      Set.of(
          "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "none",
          "null",
          "n/a",
          "set",
          "unset",
          "required",
          "optional",
          "enabled",
          "disabled",
          "active",
          "inactive",
          "valid",
          "invalid",
          "expired",
          "never",
          "always",
          "pending",
          "verified",
          "unverified",
          "unknown",
          "temporary",
          "permanent",
          "hidden",
          "redacted",
          "[redacted]",
          "masked");

  /** What says by what kind of credential somebody logged in (RFC 8176 has most of them). */
  private static final Set<String> METHODS =
      Set.of(
          "password",
          "passwordless",
          "pwd",
          "otp",
          "totp",
          "hotp",
          "mfa",
          "pin",
          "sms",
          "email",
          "hwk",
          "swk",
          "webauthn",
          "passkey",
          "fido",
          "fido2",
          "u2f",
          "certificate",
          "x509",
          "kerberos",
          "ldap",
          "saml",
          "oidc",
          "oauth2",
          "google",
          "github",
          "microsoft",
          "apple");

  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ][0-9:.,Z+-]{1,30})?");
  private static final Pattern MASK = Pattern.compile("[*\u2022\u25cf]+");

  /** An address without user and password in it, or the name of a place where a secret is. */
  private static final Pattern PLACE =
      Pattern.compile("(?i)(https?://[^\\s@]+|(arn|urn|did|vault):[^\\s@]+)");

  private SecretValue() {}

  /**
   * Whether a value cannot be a secret.
   *
   * @param ofCredential whether its name speaks of credentials, of which there are kinds
   */
  static boolean isNone(Object value, boolean ofCredential) {
    if (!(value instanceof String text)) {
      return true;
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    return word.isEmpty()
        || STATES.contains(word)
        || (ofCredential && METHODS.contains(word))
        || DATE.matcher(text.strip()).matches()
        || MASK.matcher(word).matches()
        || PLACE.matcher(text.strip()).matches();
  }
}
