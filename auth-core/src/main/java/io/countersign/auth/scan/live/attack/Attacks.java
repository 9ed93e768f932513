package io.countersign.auth.scan.live.attack;

import io.countersign.auth.scan.live.service.AnswerRules;
import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import java.util.stream.Stream;

/** Every attack, in the order in which they are sent. */
public final class Attacks {

  /** Where one of these succeeds, no other says anything. */
  public static final List<Attack> GATES = List.of(AccessAttacks.ANONYMOUS, AccessAttacks.ANY_TEXT);

  /** All attacks, in the order in which they are tried. */
  public static final List<Attack> ALL =
      List.of(
          AccessAttacks.ANONYMOUS,
          AccessAttacks.ANY_TEXT,
          SignatureAttacks.PAYLOAD,
          SignatureAttacks.HEADER,
          SignatureAttacks.STRIPPED,
          SignatureAttacks.SWAPPED,
          NullSignatureAttacks.ZERO,
          NullSignatureAttacks.PSYCHIC,
          AlgorithmAttacks.NONE,
          AlgorithmAttacks.PUBLIC_KEY,
          AlgorithmAttacks.GUESSABLE,
          AlgorithmAttacks.OTHER,
          KeyHeaderAttacks.JWK,
          KeyHeaderAttacks.JKU,
          KeyHeaderAttacks.X5C,
          KeyHeaderAttacks.X5U,
          KidAttacks.PATH,
          KidAttacks.SQL,
          EncryptionAttacks.WRAPPED,
          SpellingAttacks.BASE64,
          SpellingAttacks.DER,
          ClaimAttacks.ISSUER,
          ClaimAttacks.AUDIENCE,
          TimeAttacks.EXPIRY,
          TimeAttacks.SKEW,
          TimeAttacks.ENDLESS,
          TimeAttacks.NOT_BEFORE,
          TimeAttacks.FUTURE,
          ClaimAttacks.TYPE,
          ClaimAttacks.MISSING,
          ClaimAttacks.DUPLICATE,
          ClaimAttacks.CRITICAL_HEADER,
          DeadTokenAttacks.REFRESH,
          DeadTokenAttacks.EXPIRED,
          DeadTokenAttacks.LOGGED_OUT,
          DeadTokenAttacks.REVOKED,
          DeadTokenAttacks.OLD_EPOCH);

  private Attacks() {}

  /** What all rules of a live scan are about. */
  public static List<RuleInfo> infos() {
    return Stream.of(
            ALL.stream().map(Attack::info), AnswerRules.ALL.stream(), LogoutWatch.RULES.stream())
        .flatMap(it -> it)
        .toList();
  }
}
