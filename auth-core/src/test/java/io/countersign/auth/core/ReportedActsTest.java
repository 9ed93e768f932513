package io.countersign.auth.core;

import static io.countersign.auth.password.NewPasswords.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.RefusedException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenPair;
import io.countersign.auth.password.NewPasswords;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserDeletion;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which act is reported as what: to whom, by whom, from where and why. */
class ReportedActsTest {

  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final String NEW_PASSWORD = "copper lanterns sing at noon";
  private static final String ADDRESS = "192.0.2.1";
  private static final Device PHONE =
      new Device("a phone's fingerprint", "Anna's phone", "Phone/1", ADDRESS);
  private static final Actor ADMINISTRATOR =
      new Actor(UUID.randomUUID().toString(), Optional.of("198.51.100.7"));

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final UserAccount anna =
      fixture
          .accounts
          .create(Username.of("anna"), accepted(PASSWORD), Set.of("editor"), ADMINISTRATOR)
          .orElseThrow();
  private final Actor self = new Actor(anna.id().toString(), Optional.of(ADDRESS));
  private int reportedBefore = fixture.eventStore.events().size();

  private TokenPair login() {
    TokenPair tokens = fixture.service.openSession(current(), PHONE);
    forget();
    return tokens;
  }

  private UserAccount current() {
    return fixture.users.findById(anna.id()).orElseThrow();
  }

  private void forget() {
    reportedBefore = fixture.eventStore.events().size();
  }

  private SecurityEvent reported() {
    List<SecurityEvent> events = fixture.eventStore.events();
    assertThat(events).hasSize(reportedBefore + 1);
    forget();
    return events.get(events.size() - 1);
  }

  private SecurityEvent expected(SecurityEvent.Type type) {
    return fixture.events.now(type).ofUser(anna.id());
  }

  private static UUID session(TokenPair tokens) {
    return tokens.refreshToken().id().family();
  }

  private void refused(String refreshToken, Device device) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> fixture.service.refreshTokens(refreshToken, device));
  }

  @Test
  void login_isReportedWithItsDevice() {
    TokenPair tokens = fixture.service.openSession(anna, PHONE);
    assertThat(reported())
        .isEqualTo(
            expected(SecurityEvent.Type.LOGIN)
                .ofSession(session(tokens))
                .by(self)
                .with(Map.of("device", "Anna's phone", "known", "false")));
  }

  @Test
  void refresh_accepted_isNot() {
    fixture.service.refreshTokens(login().refreshToken().value(), PHONE);
    assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
  }

  @Test
  void refresh_reused_thenItsSuccessor_saysWhy() {
    TokenPair first = login();
    TokenPair second = fixture.service.refreshTokens(first.refreshToken().value(), PHONE);
    refused(first.refreshToken().value(), PHONE);
    assertThat(reported()).isEqualTo(refusal(SecurityEvent.Type.TOKEN_REUSED, first, "reused", 0));
    fixture.clock.advance(Duration.ofMinutes(2)); // one refusal a minute, whoever goes on
    refused(second.refreshToken().value(), PHONE);
    assertThat(reported())
        .isEqualTo(refusal(SecurityEvent.Type.REFRESH_REFUSED, second, "revoked", 1));
  }

  @Test
  void refresh_otherDevice_saysWhy() {
    TokenPair tokens = login();
    refused(tokens.refreshToken().value(), PHONE.withFingerprint("another phone's fingerprint"));
    assertThat(reported())
        .isEqualTo(refusal(SecurityEvent.Type.DEVICE_MISMATCH, tokens, "device_mismatch", 0));
  }

  @Test
  void refresh_expired_saysWhy() {
    TokenPair tokens = login();
    fixture.clock.advance(Duration.ofDays(7));
    refused(tokens.refreshToken().value(), PHONE);
    assertThat(reported())
        .isEqualTo(refusal(SecurityEvent.Type.REFRESH_REFUSED, tokens, "expired", 0));
  }

  private SecurityEvent refusal(
      SecurityEvent.Type type, TokenPair tokens, String reason, int generation) {
    return expected(type)
        .ofSession(session(tokens))
        .from(Optional.of(ADDRESS))
        .with(Map.of("reason", reason, "generation", Integer.toString(generation)));
  }

  @Test
  void logout_isReportedOnce() {
    TokenPair tokens = login();
    fixture.service.logout(tokens.refreshToken().value(), Optional.of(ADDRESS));
    assertThat(reported())
        .isEqualTo(expected(SecurityEvent.Type.LOGOUT).ofSession(session(tokens)).by(self));
    fixture.service.logout(tokens.refreshToken().value(), Optional.of(ADDRESS));
    assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
  }

  @Test
  void session_ended_saysByWhomAndOnce() {
    for (EndReason reason : List.of(EndReason.REVOKED, EndReason.ADMINISTRATOR)) {
      UUID session = session(login());
      fixture.revocations.endSession(session, reason, ADMINISTRATOR);
      assertThat(reported())
          .isEqualTo(
              expected(SecurityEvent.Type.SESSION_REVOKED)
                  .ofSession(session)
                  .by(ADMINISTRATOR)
                  .with(Map.of("reason", reason.code())));
      fixture.revocations.endSession(session, reason, ADMINISTRATOR);
      assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
    }
  }

  @Test
  void sessions_ended_saysHowMany() {
    UUID kept = session(login());
    login();
    fixture.revocations.endOtherSessions(anna.id(), kept, self);
    assertThat(reported()).isEqualTo(many("revoked", 1).by(self));
    login();
    fixture.revocations.endAllSessions(anna.id(), EndReason.ADMINISTRATOR, ADMINISTRATOR);
    assertThat(reported()).isEqualTo(many("administrator", 2).by(ADMINISTRATOR));
  }

  private SecurityEvent many(String reason, int revoked) {
    return expected(SecurityEvent.Type.SESSIONS_REVOKED)
        .with(Map.of("reason", reason, "revoked", Integer.toString(revoked)));
  }

  @Test
  void everything_ended_isReported() {
    fixture.revocations.endEverything(ADMINISTRATOR, Optional.empty());
    assertThat(reported())
        .isEqualTo(fixture.events.now(SecurityEvent.Type.LOGOUT_ALL).by(ADMINISTRATOR));
  }

  @Test
  void accessToken_revoked_isNamedByItsIdOnly() {
    UUID jti = UUID.randomUUID();
    fixture.revocations.revokeAccessToken(
        jti,
        fixture.clock.instant().plusSeconds(60),
        Optional.of(anna.id()),
        ADMINISTRATOR,
        Optional.empty());
    assertThat(reported())
        .isEqualTo(
            expected(SecurityEvent.Type.ACCESS_TOKEN_REVOKED)
                .by(ADMINISTRATOR)
                .with(Map.of("jti", jti.toString())));
  }

  @Test
  void acts_ofAnAdministratorWhoSaysWhy_areReportedWithTheNote() {
    Optional<String> note = Optional.of("Her phone was stolen.");
    UUID session = session(login());
    fixture.revocations.endSession(session, EndReason.ADMINISTRATOR, ADMINISTRATOR, note);
    assertThat(reported().detail())
        .isEqualTo(Map.of("reason", "administrator", "note", "Her phone was stolen."));
    forget();
    fixture.revocations.endAllSessions(anna.id(), EndReason.ADMINISTRATOR, ADMINISTRATOR, note);
    assertThat(reported().detail()).containsEntry("note", "Her phone was stolen.");
    Map<String, String> noteAlone = Map.of("note", "Her phone was stolen.");
    fixture.revocations.endEverything(ADMINISTRATOR, note);
    assertThat(reported().detail()).isEqualTo(noteAlone);
    Instant end = fixture.clock.instant().plusSeconds(60);
    fixture.revocations.revokeAccessToken(
        UUID.randomUUID(), end, Optional.empty(), ADMINISTRATOR, note);
    assertThat(reported().detail()).containsEntry("note", "Her phone was stolen.");
    AccountChange disabling =
        new AccountChange(Optional.empty(), Optional.empty(), Optional.of(true));
    fixture.accounts.change(anna.id(), disabling, ADMINISTRATOR, note);
    assertThat(reported().detail()).isEqualTo(noteAlone);
    fixture.accounts.delete(anna.id(), ADMINISTRATOR, note);
    assertThat(reported().detail()).isEqualTo(noteAlone);
  }

  private void changePassword() {
    ProvenPassword proven = fixture.passwords.requirePassword(anna.id(), PASSWORD);
    fixture.accounts.changePassword(proven, accepted(NEW_PASSWORD), Optional.of(ADDRESS));
  }

  @Test
  void password_changed_saysByWhom() {
    forget();
    changePassword();
    assertThat(reported()).isEqualTo(expected(SecurityEvent.Type.PASSWORD_CHANGED).by(self));
    change(Optional.of(PASSWORD), Optional.empty(), Optional.empty());
    assertThat(reported())
        .isEqualTo(expected(SecurityEvent.Type.PASSWORD_CHANGED).by(ADMINISTRATOR));
  }

  @Test
  void account_changed_saysWhatAndByWhom() {
    change(Optional.empty(), Optional.of(Set.of("b", "a")), Optional.empty());
    assertThat(reported())
        .isEqualTo(
            expected(SecurityEvent.Type.ROLES_CHANGED)
                .by(ADMINISTRATOR)
                .with(Map.of("from", "editor", "to", "a, b")));
    change(Optional.empty(), Optional.empty(), Optional.of(true));
    assertThat(reported()).isEqualTo(expected(SecurityEvent.Type.USER_DISABLED).by(ADMINISTRATOR));
    change(Optional.empty(), Optional.empty(), Optional.of(false));
    assertThat(reported()).isEqualTo(expected(SecurityEvent.Type.USER_ENABLED).by(ADMINISTRATOR));
    change(Optional.empty(), Optional.of(Set.of("a", "b")), Optional.of(false)); // as it is
    assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
  }

  private void change(
      Optional<String> password, Optional<Set<String>> roles, Optional<Boolean> disabled) {
    fixture.accounts.change(
        anna.id(),
        new AccountChange(password.map(NewPasswords::accepted), roles, disabled),
        ADMINISTRATOR,
        Optional.empty());
  }

  @Test
  void account_made_saysByWhom() {
    UserAccount bert =
        fixture
            .accounts
            .create(Username.of("bert"), accepted(PASSWORD), Set.of(), ADMINISTRATOR)
            .orElseThrow();
    assertThat(reported())
        .isEqualTo(
            fixture
                .events
                .now(SecurityEvent.Type.USER_CREATED)
                .ofUser(bert.id())
                .by(ADMINISTRATOR));
    fixture.accounts.create(Username.of("bert"), accepted(PASSWORD), Set.of(), ADMINISTRATOR);
    assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
    UserAccount carl = fixture.directories.adopt("ldap", "carl", Set.of()).orElseThrow();
    assertThat(reported())
        .isEqualTo(
            fixture.events.now(SecurityEvent.Type.USER_CREATED).ofUser(carl.id()).by(Actor.SYSTEM));
    fixture.directories.adopt("ldap", "carl", Set.of());
    assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
  }

  @Test
  void account_deleted_saysByWhomAndNoName() {
    login();
    assertThat(fixture.accounts.delete(anna.id(), ADMINISTRATOR, Optional.empty()))
        .isEqualTo(UserDeletion.DONE);
    assertThat(reported()).isEqualTo(expected(SecurityEvent.Type.USER_DELETED).by(ADMINISTRATOR));
    assertThat(fixture.eventStore.events().toString().toLowerCase(Locale.ROOT))
        .doesNotContain("anna");
    assertThat(fixture.accounts.delete(anna.id(), ADMINISTRATOR, Optional.empty()))
        .isEqualTo(UserDeletion.NOT_FOUND);
    assertThat(fixture.eventStore.events()).hasSize(reportedBefore);
  }

  @Test
  void key_turns_areReported() {
    String first = fixture.keyRing.signingKey().kid();
    forget();
    String next = fixture.keyRing.rotate(ADMINISTRATOR).orElseThrow().kid();
    SecurityEvent published = reported();
    assertThat(published.type()).isEqualTo(SecurityEvent.Type.KEY_PUBLISHED);
    assertThat(published.actor()).contains(ADMINISTRATOR.name());
    assertThat(published.detail()).containsEntry("kid", next);
    fixture.clock.advance(Duration.ofHours(2));
    fixture.keyRing.refresh();
    fixture.keyRing.revoke(first, ADMINISTRATOR);
    List<SecurityEvent> turned =
        fixture.eventStore.events().subList(reportedBefore, fixture.eventStore.events().size());
    assertThat(turned)
        .extracting(event -> event.type() + " " + event.detail().get("kid"))
        .contains("KEY_ACTIVATED " + next, "KEY_RETIRED " + first, "KEY_REVOKED " + first);
  }

  /** Whatever happens to a session, its events give nothing away that could be used. */
  @Test
  void events_holdNoTokenPasswordOrHash() {
    TokenPair tokens = login();
    TokenPair next = fixture.service.refreshTokens(tokens.refreshToken().value(), PHONE);
    refused(tokens.refreshToken().value(), PHONE);
    changePassword();
    change(Optional.of(PASSWORD), Optional.of(Set.of()), Optional.of(true));
    fixture.keyRing.rotate(ADMINISTRATOR);
    List<String> secrets = new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD, "csr_", "$argon2id$"));
    for (TokenPair pair : List.of(tokens, next)) {
      secrets.add(pair.accessToken().value());
      secrets.add(pair.accessToken().value().replaceAll(".*\\.", ""));
      secrets.add(pair.refreshToken().value());
    }
    secrets.add("a phone's fingerprint");
    assertThat(fixture.eventStore.events().toString())
        .doesNotContain(secrets.toArray(CharSequence[]::new));
  }
}
