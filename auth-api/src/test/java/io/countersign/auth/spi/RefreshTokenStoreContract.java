package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.Rotation.Accepted;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.Rotation.Refused;
import io.countersign.auth.spi.Rotation.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link RefreshTokenStore} does for one caller at a time. */
public abstract class RefreshTokenStoreContract extends FamilyContract {

  @Test
  void deleteUser_endsSessionsAndDeniesTokens() {
    UserAccount user = user();
    Held token = open(user);
    int epoch = epochOf(user);
    assertThat(isDenied(user, token.id().family(), epoch)).isFalse();
    assertThat(users().delete(user.id(), Optional.empty(), BY_ADMINISTRATOR, Report.nothing()))
        .isEqualTo(UserDeletion.DONE);
    assertThat(isDenied(user, token.id().family(), epoch)).isTrue();
    assertThat(isDenied(user, null, epoch)).isTrue();
    assertThat(store().rotate(attempt(token), Report.nothing()))
        .isEqualTo(new Refused(Reason.REVOKED, Optional.empty(), false));
    assertThat(store().peek(token.id().family())).isEmpty();
    assertThat(sessions().find(token.id().family())).isEmpty();
    assertThat(sessions().sessionsOf(user.id(), null, null, 10)).isEmpty();
    assertThat(endings().endAll(user.id(), BY_ADMINISTRATOR, Report.nothing())).isZero();
    assertThat(endings().end(token.id().family(), null, BY_ADMINISTRATOR, Report.nothing()))
        .isEmpty();
    assertThat(endings().delete(token.id().family(), T0, Report.nothing())).isEmpty();
    Held late = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    assertThat(tryOpen(newFamily(user, late, epoch, null))).isEmpty();
  }

  /** As an adapter does when it was not told whether the first was committed. */
  @Test
  void rotate_sameAttemptAgain_isTheSameRotation() {
    Held token = open(user());
    RotationAttempt attempt = attempt(token);
    Rotation first = store().rotate(attempt, Report.nothing());
    assertThat(store().rotate(attempt, Report.nothing())).isEqualTo(first);
    Held successor = token.next(attempt);
    rotate(successor);
    assertRefused(attempt, Reason.REUSED);
  }

  @Test
  void rotate_sameAttemptAgainInAFamilyThatEnded_isRevoked() {
    UserAccount user = user();
    Held token = open(user);
    RotationAttempt attempt = attempt(token);
    store().rotate(attempt, Report.nothing());
    changePassword(user);
    assertRefused(attempt, Reason.REVOKED);
  }

  @Test
  void open_sameFamilyAgain_isTheSameOpening() {
    UserAccount user = user();
    Held token = newToken();
    NewFamily family = newFamily(user, token);
    Optional<Grant> first = tryOpen(family);
    assertThat(tryOpen(family)).isPresent().isEqualTo(first);
    assertThat(activeSessions(user, T0)).hasSize(1);
    rotate(token);
    assertThat(tryOpen(family)).isEmpty();
  }

  @Test
  void open_familyOfAnotherToken_isNone() {
    UserAccount user = user();
    Held token = open(user);
    Held other = new Held(token.id(), random());
    assertThat(tryOpen(newFamily(user, other))).isEmpty();
    rotate(token);
  }

  @Test
  void rotate_latestToken_grantsSuccessor() {
    UserAccount user = user();
    Held token = open(user);
    Instant now = T0.plusSeconds(60);

    Rotation rotation = store().rotate(attempt(token, now, STRICT, null), Report.nothing());

    assertThat(rotation)
        .isEqualTo(
            new Accepted(
                new Grant(
                    new RefreshTokenId(token.id().family(), 1),
                    now.plus(TTL),
                    user.id(),
                    user.username(),
                    user.roles(),
                    epochOf(user),
                    SessionTerms.ofLogin(T0))));
  }

  @Test
  void rotate_manyTimes_familyStaysOneSession() {
    UserAccount user = user();
    Held token = open(user);
    for (int i = 0; i < 20; i++) {
      token = rotate(token);
    }
    assertThat(sessions().sessionsOf(user.id(), T0, null, 10))
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.state(T0)).isEqualTo(Session.State.ACTIVE);
              assertThat(session.generation()).isEqualTo(20);
              assertThat(session.createdAt()).isEqualTo(T0);
              assertThat(session.lastUsedAt()).isEqualTo(T0.plusSeconds(60));
              assertThat(session.device().name()).isEqualTo("Anna's phone");
            });
  }

  @Test
  void rotate_reusedToken_revokesFamily() {
    UserAccount user = user();
    Held first = open(user);
    Held second = rotate(first);
    assertThat(isDenied(user, second)).isFalse();
    assertRefused(first, Reason.REUSED);
    assertRefused(second, Reason.REVOKED);
    assertThat(isDenied(user, second)).isTrue();
    assertThat(session(second).ending())
        .contains(new Ending(EndReason.REUSE, Ending.SYSTEM, T0.plusSeconds(60)));
  }

  @Test
  void rotate_greatGrandparent_revokesFamilyAndStaysReuse() {
    Held first = open(user());
    Held latest = rotate(rotate(rotate(rotate(first))));
    assertRefused(first, Reason.REUSED);
    assertRefused(first, Reason.REUSED);
    assertRefused(latest, Reason.REVOKED);
  }

  @Test
  void rotate_replayAtTheSameInstant_isReuse() {
    Held first = open(user());
    RotationAttempt attempt = attempt(first, T0, STRICT, null);
    assertThat(store().rotate(attempt, Report.nothing())).isInstanceOf(Accepted.class);
    assertRefused(attempt(first, T0, STRICT, null), Reason.REUSED);
    assertRefused(attempt(first.next(attempt), T0, STRICT, null), Reason.REVOKED);
  }

  @Test
  void rotate_replayByASlowerClock_isReuse() {
    Held first = open(user());
    store().rotate(attempt(first, T0.plusSeconds(5), STRICT, null), Report.nothing());
    assertRefused(attempt(first, T0, STRICT, null), Reason.REUSED);
  }

  @Test
  void rotate_reuseAfterExpiry_isReuse() {
    Held first = open(user());
    rotate(first);
    assertRefused(attempt(first, T0.plus(MAX), STRICT, null), Reason.REUSED);
  }

  @Test
  void rotate_anotherSecret_isRefusedAndRevokesNothing() {
    Held token = open(user());
    assertRefused(new Held(token.id(), random()), Reason.REVOKED);
    rotate(token);
  }

  @Test
  void rotate_generationNotYetIssued_isRefusedAndRevokesNothing() {
    Held token = open(user());
    assertRefused(
        new Held(new RefreshTokenId(token.id().family(), 7), token.digest()), Reason.REVOKED);
    rotate(token);
  }

  private boolean isLive(Held token, Instant now) {
    return store().peek(token.id().family()).orElseThrow().isLive(token.id(), token.digest(), now);
  }

  @Test
  void peek_latestToken_isLiveUntilItExpiresAndStaysUnused() {
    UserAccount user = user();
    Held token = open(user, random());
    assertThat(store().peek(token.id().family()))
        .hasValueSatisfying(
            family -> {
              assertThat(family.userId()).isEqualTo(user.id());
              assertThat(family.username()).isEqualTo(user.username());
              assertThat(family.lastUsedAt()).isEqualTo(T0);
              assertThat(family.expiresAt()).isEqualTo(T0.plus(TTL));
            });
    assertThat(isLive(token, T0.plus(TTL).minusMillis(1))).isTrue();
    assertThat(isLive(token, T0.plus(TTL))).isFalse();
    assertThat(session(token).generation()).isZero();
  }

  @Test
  void peek_earlierOrLaterGenerationOrAnotherSecret_isNotLiveAndEndsNothing() {
    Held first = open(user());
    Held second = rotate(first);
    assertThat(isLive(first, T0)).isFalse();
    assertThat(isLive(new Held(second.id(), first.digest()), T0)).isFalse();
    assertThat(isLive(new Held(first.id(), second.digest()), T0)).isFalse();
    assertThat(isLive(new Held(new RefreshTokenId(second.id().family(), 2), second.digest()), T0))
        .isFalse();
    assertThat(isLive(second, T0)).isTrue();
  }

  @Test
  void peek_endedInAnyWay_isNotLive() {
    Held ended = open(user());
    endings().end(ended.id().family(), null, BY_USER, Report.nothing());
    assertThat(isLive(ended, T0)).isFalse();

    UserAccount changing = user();
    Held before = open(changing);
    changePassword(changing);
    assertThat(isLive(before, T0)).isFalse();

    UserAccount disabled = user();
    Held ofDisabled = open(disabled);
    users()
        .change(
            disabled.id(),
            new UserChange(Optional.empty(), Optional.empty(), Optional.of(true)),
            BY_ADMINISTRATOR,
            Report.nothing());
    assertThat(isLive(ofDisabled, T0)).isFalse();

    Held deleted = open(user());
    endings().delete(deleted.id().family(), T0, Report.nothing());
    assertThat(store().peek(deleted.id().family())).isEmpty();
  }

  @Test
  void rotate_unknownFamily_isRevoked() {
    RotationAttempt attempt = attempt(new Held(new RefreshTokenId(UUID.randomUUID(), 0), random()));
    assertThat(store().rotate(attempt, Report.nothing()))
        .isEqualTo(new Refused(Reason.REVOKED, Optional.empty(), false));
  }

  @Test
  void rotate_expiresNow_isExpiredAndEndsNothing() {
    UserAccount user = user();
    Held token = open(user);
    assertThat(store().rotate(attempt(token, T0.plus(TTL), STRICT, null), Report.nothing()))
        .isEqualTo(new Refused(Reason.EXPIRED, Optional.of(user.id()), false));
  }

  @Test
  void rotate_justBeforeExpiry_isAccepted() {
    Held token = open(user());
    assertThat(
            store()
                .rotate(
                    attempt(token, T0.plus(TTL).minusMillis(1), STRICT, null), Report.nothing()))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void rotate_keptAlive_endsWithItsFamily() {
    Held token = open(user());
    for (int day = 6; day <= 24; day += 6) {
      RotationAttempt attempt = attempt(token, T0.plus(Duration.ofDays(day)), STRICT, null);
      assertThat(store().rotate(attempt, Report.nothing())).isInstanceOf(Accepted.class);
      token = token.next(attempt);
    }
    RotationAttempt last = attempt(token, T0.plus(Duration.ofDays(29)), STRICT, null);
    assertThat(store().rotate(last, Report.nothing()))
        .isInstanceOfSatisfying(
            Accepted.class, a -> assertThat(a.grant().expiresAt()).isEqualTo(T0.plus(MAX)));
    assertRefused(attempt(token.next(last), T0.plus(MAX), STRICT, null), Reason.EXPIRED);
  }

  @Test
  void rotate_otherDevice_revokesFamily() {
    SecretBytes phone = random();
    Held token = open(user(), phone);
    assertRefused(attempt(token, T0, STRICT, random()), Reason.DEVICE_MISMATCH);
    assertRefused(attempt(token, T0, STRICT, phone), Reason.REVOKED);
  }

  @Test
  void rotate_boundWithoutFingerprint_revokesFamily() {
    UserAccount user = user();
    Held token = open(user, random());
    assertRefused(attempt(token, T0, STRICT, null), Reason.DEVICE_MISMATCH);
    assertThat(isDenied(user, token)).isTrue();
    assertThat(session(token).ending())
        .contains(new Ending(EndReason.DEVICE_MISMATCH, Ending.SYSTEM, T0));
  }

  @Test
  void rotate_sameDevice_isAccepted() {
    SecretBytes phone = random();
    Held token = open(user(), phone);
    assertThat(
            store()
                .rotate(
                    attempt(token, T0, STRICT, SecretBytes.of(phone.toByteArray())),
                    Report.nothing()))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void rotate_unboundWithFingerprint_isAccepted() {
    Held token = open(user());
    assertThat(store().rotate(attempt(token, T0, STRICT, random()), Report.nothing()))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void rotate_afterPasswordChange_isRevoked() {
    UserAccount user = user();
    Held token = open(user);
    int before = epochOf(user);
    int epoch = changePassword(user).epoch();
    assertRefused(token, Reason.REVOKED);
    assertThat(activeSessions(user, T0)).isEmpty();
    assertThat(isDenied(user, null, before)).isTrue();
    assertThat(isDenied(user, null, epoch)).isFalse();
    assertThat(session(token).ending()).contains(new Ending(EndReason.PASSWORD_CHANGE, "anna", T0));
  }

  @Test
  void rotate_afterRoleChange_grantsTheNewRoles() {
    UserAccount user = user();
    Held token = open(user);
    int before = epochOf(user);
    replaceRoles(user, "auditor");
    assertThat(store().rotate(attempt(token), Report.nothing()))
        .isInstanceOfSatisfying(
            Accepted.class,
            a -> {
              assertThat(a.grant().roles()).containsExactly("auditor");
              assertThat(a.grant().epoch()).isEqualTo(epochOf(user));
            });
    assertThat(isDenied(user, token.id().family(), before)).isTrue();
    assertThat(isDenied(user, token)).isFalse();
    assertThat(session(token).ending()).isEmpty();
  }

  @Test
  void rotate_userWithoutRoles_isAccepted() {
    UserAccount user = user();
    replaceRoles(user);
    assertThat(store().rotate(attempt(open(user)), Report.nothing()))
        .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.grant().roles()).isEmpty());
  }

  @Test
  void retry_withinWindow_repeatsTheSuccessor() {
    Held first = open(user());
    RotationAttempt attempt = attempt(first, T0, WINDOW, null);
    Accepted accepted = (Accepted) store().rotate(attempt, Report.nothing());

    Rotation retry =
        store()
            .rotate(attempt(first, T0.plus(WINDOW).minusMillis(1), WINDOW, null), Report.nothing());

    assertThat(retry).isEqualTo(new Repeated(accepted.grant(), attempt.successorSalt()));
    assertThat(
            store()
                .rotate(
                    attempt(first.next(attempt), T0.plus(WINDOW), WINDOW, null), Report.nothing()))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void retry_whenWindowIsOver_isReuse() {
    Held first = open(user());
    store().rotate(attempt(first, T0, WINDOW, null), Report.nothing());
    assertRefused(attempt(first, T0.plus(WINDOW), WINDOW, null), Reason.REUSED);
  }

  @Test
  void retry_byAClockThatRunsBehind_isReuse() {
    Held first = open(user());
    store().rotate(attempt(first, T0.plus(WINDOW), WINDOW, null), Report.nothing());
    assertRefused(attempt(first, T0, WINDOW, null), Reason.REUSED);
  }

  @Test
  void retry_whenSuccessorHasExpired_isReuse() {
    Held first = open(user());
    Instant end = T0.plusSeconds(5);
    assertThat(
            store()
                .rotate(
                    new RotationAttempt(
                        first.id(),
                        first.digest(),
                        random(),
                        random(),
                        null,
                        Set.of(),
                        T0,
                        end,
                        WINDOW),
                    Report.nothing()))
        .isInstanceOf(Accepted.class);
    assertRefused(attempt(first, end, WINDOW, null), Reason.REUSED);
  }

  @Test
  void retry_afterSuccessorWasUsed_isReuse() {
    Held first = open(user());
    RotationAttempt attempt = attempt(first, T0, WINDOW, null);
    store().rotate(attempt, Report.nothing());
    Held second = first.next(attempt);
    RotationAttempt again = attempt(second, T0, WINDOW, null);
    store().rotate(again, Report.nothing());
    assertRefused(attempt(first, T0, WINDOW, null), Reason.REUSED);
    assertRefused(attempt(second.next(again), T0, WINDOW, null), Reason.REVOKED);
  }

  @Test
  void retry_fromAnotherDevice_isReuse() {
    SecretBytes phone = random();
    Held first = open(user(), phone);
    store().rotate(attempt(first, T0, WINDOW, phone), Report.nothing());
    assertRefused(attempt(first, T0, WINDOW, random()), Reason.REUSED);
  }

  @Test
  void retry_afterPasswordChange_isReuse() {
    UserAccount user = user();
    Held first = open(user);
    store().rotate(attempt(first, T0, WINDOW, null), Report.nothing());
    changePassword(user);
    assertRefused(attempt(first, T0, WINDOW, null), Reason.REUSED);
  }

  @Test
  void open_staleEpoch_opensNothing() {
    UserAccount user = user();
    changePassword(user);
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    assertThat(tryOpen(newFamily(user, token, epochOf(user) - 1, null))).isEmpty();
    assertRefused(token, Reason.REVOKED);
  }

  @Test
  void open_authenticatedBeforeARoleChange_isOpened() {
    UserAccount user = user();
    int authenticated = epochOf(user);
    replaceRoles(user, "auditor");
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    assertThat(tryOpen(newFamily(user, token, authenticated, null))).isPresent();
    rotate(token);
  }

  @Test
  void open_authenticatedBeforeEverythingEnded_opensNothing() {
    UserAccount user = user();
    int authenticated = epochOf(user);
    endings().endEverything(LOGOUT_ALL, Report.nothing());
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    assertThat(tryOpen(newFamily(user, token, authenticated, null))).isEmpty();
    rotate(open(user));
  }

  @Test
  void open_unknownUser_opensNothing() {
    UserAccount stranger =
        new UserAccount(
            UUID.randomUUID(), "stranger", UserAccount.LOCAL, null, Set.of(), 0, false, T0);
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    assertThat(tryOpen(newFamily(stranger, token, 0, null))).isEmpty();
  }

  @Test
  void open_disabledUser_opensNothing() {
    UUID id = UUID.randomUUID();
    UserAccount disabled =
        new UserAccount(
            id, "off-" + id, UserAccount.LOCAL, "$argon2id$hash", Set.of(), 0, true, T0);
    users().add(disabled, Report.nothing());
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    assertThat(tryOpen(newFamily(disabled, token, epochOf(disabled), null))).isEmpty();
  }

  @Test
  void rotate_afterUserWasDisabled_isRevokedAndStaysSo() {
    UserAccount user = user();
    Held token = open(user);
    int before = epochOf(user);
    for (boolean disabled : new boolean[] {true, false}) {
      users()
          .change(
              user.id(),
              new UserChange(Optional.empty(), Optional.empty(), Optional.of(disabled)),
              BY_ADMINISTRATOR,
              Report.nothing());
      assertRefused(token, Reason.REVOKED);
      assertThat(isDenied(user, token.id().family(), before)).isTrue();
      assertThat(session(token).ending()).contains(new Ending(EndReason.USER_DISABLED, "root", T0));
    }
    rotate(open(user));
  }

  @Test
  void rotate_reusedToken_endsFamilyOnce() {
    Held first = open(user());
    rotate(first);
    assertThat(store().rotate(attempt(first), Report.nothing()))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.endsFamily()).isTrue());
    assertThat(store().rotate(attempt(first), Report.nothing()))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.endsFamily()).isFalse());
  }

  @Test
  void sessionsOf_pagesByDescendingId() {
    UserAccount user = user();
    List<UUID> ids =
        Stream.generate(() -> open(user).id().family())
            .limit(5)
            .sorted(Comparator.comparing(UUID::toString).reversed())
            .toList();
    open(user());
    assertThat(page(user, null, 2)).isEqualTo(ids.subList(0, 2));
    assertThat(page(user, ids.get(1), 2)).isEqualTo(ids.subList(2, 4));
    assertThat(page(user, ids.get(3), 2)).isEqualTo(ids.subList(4, 5));
    assertThat(page(user, ids.get(4), 2)).isEmpty();
  }

  private List<UUID> page(UserAccount user, @Nullable UUID before, int limit) {
    return sessions().sessionsOf(user.id(), null, before, limit).stream().map(Session::id).toList();
  }

  @Test
  void sessionsOf_active_areNeitherExpiredNorEnded() {
    UserAccount user = user();
    Held old = open(user);
    Held used = rotate(open(user));
    Held ended = open(user);
    endings().end(ended.id().family(), user.id(), BY_USER, Report.nothing());
    assertThat(activeSessions(user, T0))
        .containsExactlyInAnyOrder(used.id().family(), old.id().family());
    assertThat(activeSessions(user, T0.plus(TTL).plusSeconds(1)))
        .containsExactly(used.id().family());
    assertThat(session(old).state(T0.plus(TTL))).isEqualTo(Session.State.EXPIRED);
    assertThat(page(user, null, 10)).hasSize(3);
  }

  @Test
  void rotate_keepsWhatTheLoginSettled() {
    SessionTerms terms = SessionTerms.ofLogin(T0).brief(true).narrowedTo(Set.of("shop", "a b"));
    Held token = openWith(user(), terms);

    Rotation rotation = store().rotate(attempt(token), Report.nothing());

    assertThat(((Accepted) rotation).grant().terms()).isEqualTo(terms);
    assertThat(store().peek(token.id().family()).orElseThrow().terms()).isEqualTo(terms);
  }

  @Test
  void rotate_narrowerAudience_isAccepted() {
    SessionTerms terms = SessionTerms.NONE.narrowedTo(Set.of("shop", "stock"));
    Held token = openWith(user(), terms);

    Rotation rotation = store().rotate(attempt(token, Set.of("stock")), Report.nothing());

    assertThat(((Accepted) rotation).grant().terms()).isEqualTo(terms);
  }

  @Test
  void rotate_otherAudience_isRefusedAndTheTokenStays() {
    Held token = openWith(user(), SessionTerms.NONE.narrowedTo(Set.of("shop", "stock")));

    assertRefused(attempt(token, Set.of("stock", "mail")), Reason.INVALID_TARGET);
    rotate(token);
  }

  @Test
  void retry_otherAudience_isRefusedAndTheFamilyGoesOn() {
    Held first = openWith(user(), SessionTerms.NONE.narrowedTo(Set.of("shop")));
    RotationAttempt accepted = attempt(first, T0, WINDOW, null);
    store().rotate(accepted, Report.nothing());

    assertRefused(
        new RotationAttempt(
            first.id(),
            first.digest(),
            random(),
            random(),
            null,
            Set.of("mail"),
            T0,
            T0.plus(TTL),
            WINDOW),
        Reason.INVALID_TARGET);
    rotate(first.next(accepted));
  }

  @Test
  void reauthenticate_liveFamily_isNotedAndTheTokenStays() {
    UserAccount user = user();
    Held token = rotate(open(user));
    Instant at = T0.plusSeconds(100);

    assertThat(store().reauthenticate(token.id().family(), user.id(), at, Report.nothing()))
        .contains(
            new Grant(
                token.id(),
                T0.plusSeconds(60).plus(TTL),
                user.id(),
                user.username(),
                user.roles(),
                epochOf(user),
                SessionTerms.ofLogin(at)));
    Accepted next = (Accepted) store().rotate(attempt(token), Report.nothing());
    assertThat(next.grant().terms()).isEqualTo(SessionTerms.ofLogin(at));
  }

  @Test
  void reauthenticate_familyThatIsNotLive_isNotDone() {
    UserAccount user = user();
    UUID ended = open(user).id().family();
    endings().end(ended, null, BY_USER, Report.nothing());
    UUID others = open(user()).id().family();
    UUID live = open(user).id().family();
    List<SecurityEvent> told = new ArrayList<>();
    Report<Grant> report =
        grant -> {
          told.add(SecurityEvent.of(SecurityEvent.Type.LOGIN, T0));
          return List.copyOf(told);
        };

    assertThat(store().reauthenticate(ended, user.id(), T0, report)).isEmpty();
    assertThat(store().reauthenticate(others, user.id(), T0, report)).isEmpty();
    assertThat(store().reauthenticate(UUID.randomUUID(), user.id(), T0, report)).isEmpty();
    assertThat(store().reauthenticate(live, user.id(), T0.plus(TTL), report)).isEmpty();
    changePassword(user);
    assertThat(store().reauthenticate(live, user.id(), T0, report)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void open_rolesTakenAwaySinceTheLogin_grantsThoseOfNow() {
    UserAccount user = user();
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    NewFamily family = newFamily(user, token, epochOf(user), null);
    replaceRoles(user);

    assertThat(tryOpen(family))
        .contains(
            new Grant(
                token.id(),
                T0.plus(TTL),
                user.id(),
                user.username(),
                Set.of(),
                epochOf(user),
                SessionTerms.ofLogin(T0)));
  }

  @Test
  void changePassword_rolesTakenAwayBefore_returnsThoseOfNow() {
    UserAccount user = user();
    replaceRoles(user);
    UserAccount changed = changePassword(user);
    assertThat(changed.roles()).isEmpty();
    assertThat(changed).isEqualTo(users().findById(user.id()).orElseThrow());
  }

  @Test
  void rehash_keepsSessions() {
    UserAccount user = user();
    Held token = open(user);
    users().rehash(user.id(), "$argon2id$hash-0", "$argon2id$hash-stronger");
    rotate(token);
  }
}
