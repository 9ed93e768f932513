package io.countersign.auth.scan.rule;

import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedKeySet;
import java.util.List;
import java.util.stream.Stream;

/** Every rule, in the order of reports. */
public final class Rules {

  /** The rules for tokens, in the order of reports. */
  public static final List<Rule<Scan>> TOKEN =
      List.of(
          FormRules.TOO_LARGE,
          FormRules.NO_TOKEN,
          FormRules.OVER_COOKIE,
          FormRules.OVER_LIMIT,
          EncodingRules.PADDING,
          EncodingRules.FOREIGN,
          EncodingRules.UNUSED_BITS,
          EncodingRules.DUPLICATE,
          EncodingRules.NOT_STRICT,
          EncodingRules.NOT_UTF8,
          EncodingRules.NO_CLAIMS,
          AlgorithmRules.NONE,
          AlgorithmRules.MISSING,
          AlgorithmRules.UNKNOWN,
          AlgorithmRules.WEAK,
          AlgorithmRules.HMAC,
          AlgorithmRules.GUESSABLE,
          AlgorithmRules.SHORT_RSA,
          SignatureRules.EMPTY,
          SignatureRules.NULL,
          SignatureRules.DER,
          SignatureRules.LENGTH,
          SignatureRules.INVALID,
          SignatureRules.MISMATCH,
          SignatureRules.UNKNOWN_KID,
          KidRules.MISSING,
          KidRules.WRONG_TYPE,
          KidRules.INJECTION,
          HeaderParameterRules.JKU,
          HeaderParameterRules.X5U,
          HeaderParameterRules.JWK,
          ProofRules.PRIVATE_KEY,
          HeaderParameterRules.X5C,
          HeaderParameterRules.CRIT,
          HeaderParameterRules.B64,
          HeaderParameterRules.ZIP,
          HeaderParameterRules.CTY,
          TypeRules.MISSING,
          TypeRules.ODD,
          TypeRules.CONFUSION,
          TypeRules.ID_TOKEN,
          RegisteredClaimRules.ISSUER,
          RegisteredClaimRules.SUBJECT,
          RegisteredClaimRules.AUDIENCE,
          RegisteredClaimRules.EXPIRY,
          RegisteredClaimRules.ISSUED_AT,
          RegisteredClaimRules.TOKEN_ID,
          RegisteredClaimRules.NOT_BEFORE,
          ClientRules.CLIENT,
          ExpectationRules.ISSUER,
          ExpectationRules.AUDIENCE,
          ProofRules.CLAIMS,
          EventRules.EVENTS,
          EventRules.LOGOUT,
          SdJwtRules.DISCLOSURE,
          TimeRules.LIFETIME,
          TimeRules.LONG,
          TimeRules.FUTURE,
          TimeRules.ORDER,
          PrivacyRules.EMAIL_ADDRESS,
          PrivacyRules.PHONE_NUMBER,
          PrivacyRules.LOGIN,
          PrivacyRules.PAYMENT_CARD,
          PrivacyRules.NATIONAL,
          PrivacyRules.PERSON,
          SecretRules.PASSWORDS,
          SecretRules.KEYS,
          SecretRules.TOKENS,
          EncryptionRules.RSA1_5,
          EncryptionRules.DIRECT,
          EncryptionRules.FEW_ITERATIONS,
          EncryptionRules.MANY_ITERATIONS,
          EncryptionRules.CONTENT);

  /** The rules for key sets, in the order of reports. */
  public static final List<Rule<ScannedKeySet>> KEY_SET =
      List.of(
          KeySetRules.NO_KEY_SET,
          KeySetRules.JSON,
          KeySetRules.PRIVATE,
          KeySetRules.SYMMETRIC,
          KeySetRules.NO_KID,
          KeySetRules.SAME_KID,
          KeySetRules.NO_ALG,
          KeySetRules.NO_USE,
          KeyRules.SHORT_RSA,
          KeyRules.SMALL_EXPONENT,
          KeyRules.BROKEN,
          KeyRules.WRONG_ALGORITHM);

  private Rules() {}

  /** What all rules are about. */
  public static List<RuleInfo> infos() {
    return Stream.concat(TOKEN.stream().map(Rule::info), KEY_SET.stream().map(Rule::info)).toList();
  }
}
