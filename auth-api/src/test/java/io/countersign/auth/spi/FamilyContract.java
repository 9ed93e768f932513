package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.Rotation.Accepted;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.Rotation.Refused;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Users and families of adapters under test, and what is done with them.
 *
 * <p>Each contract of them runs here in an {@code InMemory…Test}, and on PostgreSQL in {@code
 * HibernateStoresIT} and {@code EclipseLinkStoresIT}.
 */
public abstract class FamilyContract {

  protected static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration TTL = Duration.ofDays(7);
  static final Duration MAX = Duration.ofDays(30);
  static final Duration STRICT = Duration.ZERO;
  static final Duration WINDOW = Duration.ofSeconds(10);

  static final SessionLimit UNLIMITED = new SessionLimit(10_000, true);

  static final Ending BY_USER = new Ending(EndReason.REVOKED, "anna", T0);
  static final Ending BY_ADMINISTRATOR = new Ending(EndReason.ADMINISTRATOR, "root", T0);

  static final Ending LOGOUT_ALL = new Ending(EndReason.LOGOUT_ALL, "root", T0);

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * How often a race is run. {@code -Drace.rounds} says it to the stores that keep their families
   * in a database; the others grow slow by as many.
   */
  protected static int raceRounds(int usual) {
    return Integer.getInteger("stores.race.rounds", usual);
  }

  /** The adapters under test. */
  protected abstract FamilyAdapters adapters();

  protected final RefreshTokenStore store() {
    return adapters().store();
  }

  protected final FamilyEndings endings() {
    return adapters().endings();
  }

  protected final BulkEndings bulk() {
    return adapters().bulk();
  }

  protected final UserStore users() {
    return adapters().users();
  }

  protected final SessionDirectory sessions() {
    return adapters().sessions();
  }

  protected final Denylist denylist() {
    return adapters().denylist();
  }

  protected final SecurityEventStore events() {
    return adapters().events();
  }

  /** A token as its holder has it: the id and what stands for its secret. */
  protected record Held(RefreshTokenId id, SecretBytes digest) {
    public Held next(RotationAttempt attempt) {
      return new Held(
          new RefreshTokenId(id.family(), id.generation() + 1), attempt.successorDigest());
    }
  }

  static SecretBytes random() {
    byte[] octets = new byte[32];
    RANDOM.nextBytes(octets);
    return SecretBytes.of(octets);
  }

  /** A new user of epoch 0. */
  protected UserAccount user() {
    UUID id = UUID.randomUUID();
    UserAccount account =
        new UserAccount(
            id,
            "user-" + id,
            UserAccount.LOCAL,
            "$argon2id$hash-0",
            Set.of("user", "two words"),
            0,
            false,
            T0);
    assertThat(users().add(account, Report.nothing())).isTrue();
    return account;
  }

  /** Whether a token of this user, session and epoch would be denied once that is published. */
  boolean isDenied(UserAccount user, @Nullable UUID session, int epoch) {
    denylist().publish();
    return denylist().isDenied(new DenylistQuery(UUID.randomUUID(), session, user.id(), epoch));
  }

  boolean isDenied(UserAccount user, Held token) {
    return isDenied(user, token.id().family(), epochOf(user));
  }

  List<UUID> activeSessions(UserAccount user, Instant now) {
    return sessions().sessionsOf(user.id(), now, null, 10).stream().map(Session::id).toList();
  }

  Session session(Held token) {
    return sessions().find(token.id().family()).orElseThrow();
  }

  UserAccount changePassword(UserAccount user) {
    return users()
        .changePassword(
            user.id(),
            "$argon2id$hash-0",
            "$argon2id$hash-1",
            new Ending(EndReason.PASSWORD_CHANGE, "anna", T0),
            Report.nothing())
        .orElseThrow();
  }

  void replaceRoles(UserAccount user, String... roles) {
    users()
        .change(
            user.id(),
            new UserChange(Optional.empty(), Optional.of(Set.of(roles)), Optional.empty()),
            BY_ADMINISTRATOR,
            Report.nothing());
  }

  int epochOf(UserAccount user) {
    return users().findById(user.id()).orElseThrow().epoch();
  }

  /** The first token of a family that is not opened yet. */
  protected static Held newToken() {
    return new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
  }

  /** The family of a {@link #newToken()}, bound to no device. */
  protected NewFamily newFamily(UserAccount user, Held token) {
    return newFamily(user, token, epochOf(user), null);
  }

  Held open(UserAccount user, @Nullable SecretBytes device) {
    Held token = newToken();
    assertThat(tryOpen(newFamily(user, token, epochOf(user), device))).isPresent();
    return token;
  }

  /** Opens a family with these terms, bound to no device. */
  Held openWith(UserAccount user, SessionTerms terms) {
    Held token = newToken();
    NewFamily usual = newFamily(user, token);
    NewFamily family =
        new NewFamily(
            usual.id(),
            usual.userId(),
            usual.epoch(),
            usual.tokenDigest(),
            null,
            usual.device(),
            terms,
            usual.limit(),
            null,
            usual.openedAt(),
            usual.expiresAt(),
            usual.endsAt());
    assertThat(tryOpen(family)).isPresent();
    return token;
  }

  /** Opens a family, if the store does not refuse it. */
  Optional<Grant> tryOpen(NewFamily family) {
    return store().open(family, Report.nothing()) instanceof Opening.Opened opened
        ? Optional.of(opened.grant())
        : Optional.empty();
  }

  /** Opens a family that is bound to no device. */
  protected Held open(UserAccount user) {
    return open(user, null);
  }

  static NewFamily newFamily(
      UserAccount user, Held token, int epoch, @Nullable SecretBytes device) {
    return new NewFamily(
        token.id().family(),
        user.id(),
        epoch,
        token.digest(),
        device,
        new Device(null, "Anna's phone", "curl/8", "192.0.2.7"),
        SessionTerms.ofLogin(T0),
        UNLIMITED,
        null,
        T0,
        T0.plus(TTL),
        T0.plus(MAX));
  }

  static RotationAttempt attempt(
      Held token, Instant now, Duration window, @Nullable SecretBytes device) {
    return new RotationAttempt(
        token.id(),
        token.digest(),
        random(),
        random(),
        device,
        Set.of(),
        now,
        now.plus(TTL),
        window);
  }

  /** An attempt a minute after the login, strict, from no device. */
  protected static RotationAttempt attempt(Held token) {
    return attempt(token, T0.plusSeconds(60), STRICT, null);
  }

  /** The same, of an access token for these audiences. */
  static RotationAttempt attempt(Held token, Set<String> audience) {
    Instant now = T0.plusSeconds(60);
    return new RotationAttempt(
        token.id(), token.digest(), random(), random(), null, audience, now, now.plus(TTL), STRICT);
  }

  /** Rotates, which must succeed, and returns the successor. */
  protected Held rotate(Held token) {
    RotationAttempt attempt = attempt(token);
    assertThat(store().rotate(attempt, Report.nothing())).isInstanceOf(Accepted.class);
    return token.next(attempt);
  }

  void assertRefused(Held token, Reason reason) {
    assertRefused(attempt(token), reason);
  }

  void assertRefused(RotationAttempt attempt, Reason reason) {
    assertThat(store().rotate(attempt, Report.nothing()))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  /** An event that tells one session's act from all others. */
  protected static SecurityEvent event(Held token) {
    return SecurityEvent.of(SecurityEvent.Type.SESSION_REVOKED, T0).ofSession(token.id().family());
  }

  static <T> Report<T> report(Held token) {
    return outcome -> List.of(event(token));
  }

  int kept(Held token) {
    return events().list(SecurityEventQuery.ofSession(token.id().family(), 10)).size();
  }
}
