package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.Rotation.Reason;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link FamilyEndings} does for one caller at a time, and keeps of its acts. */
public abstract class FamilyEndingsContract extends FamilyContract {

  @Test
  void delete_family_isGoneForRefreshAndSensitiveOperations() {
    UserAccount user = user();
    Held first = open(user);
    Held second = rotate(first);
    assertThat(isDenied(user, second)).isFalse();

    assertThat(endings().delete(second.id().family(), T0, Report.nothing())).contains(user.id());
    assertThat(endings().delete(second.id().family(), T0, Report.nothing())).isEmpty();

    assertRefused(second, Reason.REVOKED);
    assertRefused(first, Reason.REVOKED);
    assertThat(isDenied(user, second)).isTrue();
    assertThat(isDenied(user, null, epochOf(user))).isFalse();
    assertThat(sessions().find(second.id().family())).isEmpty();
  }

  /** It was cleaned up, but the last access token of the session may live on. */
  @Test
  void delete_familyThatIsGone_deniesItsAccessTokens() {
    UserAccount user = user();
    UUID gone = UUID.randomUUID();
    assertThat(endings().delete(gone, T0, Report.nothing())).isEmpty();
    assertThat(isDenied(user, gone, epochOf(user))).isTrue();
  }

  @Test
  void end_ownFamily_isRevokedAndStaysAsItEnded() {
    UserAccount user = user();
    Held token = open(user);
    assertThat(endings().end(token.id().family(), user.id(), BY_USER, Report.nothing()))
        .contains(new FamilyEndings.Ended(user.id(), true));
    assertThat(endings().end(token.id().family(), null, BY_ADMINISTRATOR, Report.nothing()))
        .contains(new FamilyEndings.Ended(user.id(), false));
    assertRefused(token, Reason.REVOKED);
    assertThat(isDenied(user, token)).isTrue();
    assertThat(session(token).ending()).contains(BY_USER);
    assertThat(session(token).state(T0)).isEqualTo(Session.State.ENDED);
  }

  @Test
  void end_familyThatAnEpochHasEnded_staysAsItEnded() {
    UserAccount user = user();
    Held token = open(user);
    changePassword(user);
    endings().end(token.id().family(), null, BY_ADMINISTRATOR, Report.nothing());
    assertThat(session(token).ending()).contains(new Ending(EndReason.PASSWORD_CHANGE, "anna", T0));
  }

  @Test
  void find_familyThatTwoEpochsEnded_saysTheFirst() {
    UserAccount user = user();
    Held token = open(user);
    endings().endAll(user.id(), BY_USER, Report.nothing());
    endings().endEverything(LOGOUT_ALL, Report.nothing());
    assertThat(session(token).ending()).contains(BY_USER);
  }

  @Test
  void end_somebodyElsesFamily_endsNothing() {
    Held token = open(user());
    assertThat(endings().end(token.id().family(), UUID.randomUUID(), BY_USER, Report.nothing()))
        .isEmpty();
    rotate(token);
  }

  @Test
  void end_anybodysFamily_isRevoked() {
    UserAccount user = user();
    Held token = open(user);
    assertThat(endings().end(token.id().family(), null, BY_ADMINISTRATOR, Report.nothing()))
        .contains(new FamilyEndings.Ended(user.id(), true));
    assertRefused(token, Reason.REVOKED);
    assertThat(endings().end(UUID.randomUUID(), null, BY_ADMINISTRATOR, Report.nothing()))
        .isEmpty();
  }

  private int endOthers(UserAccount user, Held kept, Ending ending) {
    FamilyEndings.EndedBatch ended =
        endings().endOthers(user.id(), kept.id().family(), ending, Report.nothing());
    assertThat(ended.isLast()).isTrue();
    return ended.live();
  }

  @Test
  void endOthers_keepsOne() {
    UserAccount user = user();
    List<Held> tokens = Stream.generate(() -> open(user)).limit(4).toList();
    Held kept = tokens.get(2);
    assertThat(endOthers(user, kept, BY_USER)).isEqualTo(3);
    assertThat(endOthers(user, kept, BY_USER)).isZero();
    assertThat(activeSessions(user, T0)).containsExactly(kept.id().family());
    rotate(kept);
    assertThat(isDenied(user, kept)).isFalse();
    assertThat(tokens)
        .filteredOn(token -> !token.equals(kept))
        .allSatisfy(
            token -> {
              assertRefused(token, Reason.REVOKED);
              assertThat(isDenied(user, token)).isTrue();
              assertThat(session(token).ending()).contains(BY_USER);
            });
  }

  @Test
  void endOthers_familyThatOneClockHoldsExpired_isEndedButNotCounted() {
    UserAccount user = user();
    Held other = open(user);
    Ending late = new Ending(EndReason.REVOKED, "anna", T0.plus(TTL));
    assertThat(endOthers(user, open(user), late)).isZero();
    assertRefused(other, Reason.REVOKED);
    assertThat(session(other).ending()).isEmpty();
  }

  @Test
  void end_familyThatOneClockHoldsExpired_isEndedButNotNow() {
    UserAccount user = user();
    Held token = open(user);
    Ending late = new Ending(EndReason.ADMINISTRATOR, "root", T0.plus(TTL));
    assertThat(endings().end(token.id().family(), null, late, Report.nothing()))
        .contains(new FamilyEndings.Ended(user.id(), false));
    assertRefused(token, Reason.REVOKED);
    assertThat(isDenied(user, token)).isTrue();
    assertThat(session(token).state(T0.plus(TTL))).isEqualTo(Session.State.EXPIRED);
  }

  @Test
  void end_aMomentBeforeExpiry_isWhyItEnded() {
    UserAccount user = user();
    Held token = open(user);
    Ending last =
        new Ending(EndReason.ADMINISTRATOR, "root", T0.plus(TTL).minus(1, ChronoUnit.MICROS));
    assertThat(endings().end(token.id().family(), null, last, Report.nothing()))
        .contains(new FamilyEndings.Ended(user.id(), true));
    assertThat(session(token).ending()).contains(last);
    assertThat(session(token).state(T0.plus(MAX))).isEqualTo(Session.State.ENDED);
  }

  @Test
  void find_familyThatExpiredBeforeAnEpochBegan_staysExpired() {
    UserAccount user = user();
    Held token = open(user);
    endings()
        .endAll(user.id(), new Ending(EndReason.REVOKED, "anna", T0.plus(TTL)), Report.nothing());
    endings()
        .endEverything(new Ending(EndReason.LOGOUT_ALL, "root", T0.plus(MAX)), Report.nothing());
    assertThat(session(token).ending()).isEmpty();
    assertThat(session(token).state(T0.plus(MAX))).isEqualTo(Session.State.EXPIRED);
    assertThat(sessions().sessionsOf(user.id(), null, null, 10))
        .singleElement()
        .satisfies(it -> assertThat(it.ending()).isEmpty());
  }

  @Test
  void endAll_endsLiveFamiliesAndMovesTheEpochOn() {
    UserAccount user = user();
    int before = epochOf(user);
    Held one = open(user);
    Held two = open(user);
    endings().delete(two.id().family(), T0, Report.nothing());
    Held three = open(user);
    assertThat(endings().endAll(user.id(), BY_USER, Report.nothing())).isEqualTo(2);
    assertThat(endings().endAll(user.id(), BY_ADMINISTRATOR, Report.nothing())).isZero();
    assertThat(epochOf(user)).isGreaterThan(before);
    assertThat(List.of(one, three))
        .allSatisfy(
            token -> {
              assertRefused(token, Reason.REVOKED);
              assertThat(session(token).ending()).contains(BY_USER);
            });
    assertThat(isDenied(user, null, before)).isTrue();
    assertThat(isDenied(user, null, epochOf(user))).isFalse();
    assertThat(endings().endAll(UUID.randomUUID(), BY_USER, Report.nothing())).isZero();
    rotate(open(user));
  }

  @Test
  void endAll_expiredFamilies_areNotCounted() {
    UserAccount user = user();
    open(user);
    assertThat(
            endings()
                .endAll(
                    user.id(),
                    new Ending(EndReason.REVOKED, "anna", T0.plus(TTL)),
                    Report.nothing()))
        .isZero();
  }

  @Test
  void endEverything_endsEverybodysFamilies() {
    UserAccount anna = user();
    UserAccount bert = user();
    int before = epochOf(anna);
    List<Held> tokens = List.of(open(anna), open(bert));
    endings().endEverything(LOGOUT_ALL, Report.nothing());
    assertThat(tokens)
        .allSatisfy(
            token -> {
              assertRefused(token, Reason.REVOKED);
              assertThat(session(token).ending()).contains(LOGOUT_ALL);
            });
    assertThat(isDenied(bert, null, before)).isTrue();
    assertThat(isDenied(bert, null, epochOf(bert))).isFalse();
    assertThat(epochOf(anna)).isEqualTo(epochOf(bert)).isGreaterThan(before);
    assertThat(activeSessions(anna, T0)).isEmpty();
    Held next = rotate(open(anna));
    assertThat(isDenied(anna, next)).isFalse();
  }

  private static Ending noted(Ending ending) {
    return new Ending(ending.reason(), ending.by(), ending.at(), Optional.of("Lost, says she."));
  }

  @Test
  void note_ofAnEnding_isKeptWithEachSessionThatItEnded() {
    UserAccount user = user();
    Held one = open(user);
    endings().end(one.id().family(), null, noted(BY_ADMINISTRATOR), Report.nothing());
    assertThat(session(one).ending()).contains(noted(BY_ADMINISTRATOR));
    Held other = open(user);
    endOthers(user, open(user), noted(BY_USER));
    assertThat(session(other).ending()).contains(noted(BY_USER));
    Held ofAll = open(user);
    endings().endAll(user.id(), noted(BY_ADMINISTRATOR), Report.nothing());
    assertThat(session(ofAll).ending()).contains(noted(BY_ADMINISTRATOR));
    Held ofEverybody = open(user);
    endings().endEverything(noted(LOGOUT_ALL), Report.nothing());
    assertThat(session(ofEverybody).ending()).contains(noted(LOGOUT_ALL));
    assertThat(session(one).ending()).contains(noted(BY_ADMINISTRATOR));
  }

  @Test
  void note_ofALaterEpoch_isNotThatOfTheSession() {
    UserAccount user = user();
    Held token = open(user);
    endings().end(token.id().family(), null, BY_ADMINISTRATOR, Report.nothing());
    endings().endAll(user.id(), noted(BY_ADMINISTRATOR), Report.nothing());
    assertThat(session(token).ending()).contains(BY_ADMINISTRATOR);
  }

  @Test
  void note_ofAChangedAccount_isKeptWithTheSession() {
    UserAccount user = user();
    Held token = open(user);
    change(user, Optional.of("$argon2id$hash-2"), Optional.empty());
    assertThat(session(token).ending())
        .contains(noted(BY_ADMINISTRATOR).because(EndReason.PASSWORD_CHANGE));
    Held next = open(user);
    change(user, Optional.empty(), Optional.of(true));
    assertThat(session(next).ending())
        .contains(noted(BY_ADMINISTRATOR).because(EndReason.USER_DISABLED));
  }

  private void change(UserAccount user, Optional<String> hash, Optional<Boolean> disabled) {
    UserChange change = new UserChange(hash, Optional.empty(), disabled);
    users().change(user.id(), change, noted(BY_ADMINISTRATOR), Report.nothing());
  }

  @Test
  void report_ofADeletion_isKeptOnce() {
    Held token = open(user());
    endings().delete(token.id().family(), T0, report(token));
    endings().delete(token.id().family(), T0, report(token));
    assertThat(kept(token)).isEqualTo(1);
  }

  @Test
  void report_ofAnEnd_isKeptOnce() {
    Held token = open(user());
    endings().end(token.id().family(), null, BY_ADMINISTRATOR, report(token));
    endings().end(token.id().family(), null, BY_ADMINISTRATOR, report(token));
    assertThat(kept(token)).isEqualTo(1);
  }

  @Test
  void report_ofManyEnds_isKeptEachTime() {
    UserAccount user = user();
    Held token = open(user);
    endings().endOthers(user.id(), token.id().family(), BY_USER, report(token));
    endings().endAll(user.id(), BY_USER, report(token));
    endings().endEverything(LOGOUT_ALL, report(token));
    assertThat(kept(token)).isEqualTo(3);
  }
}
