package io.countersign.auth.core;

import static io.countersign.auth.password.NewPasswords.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Named.named;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.DeviceMismatchException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.InMemoryBulkEndings;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SessionSearch;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In which order an act that denies access tokens is committed, made known and told of. */
class ConcludedActsTest {

  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final Device PHONE = Device.unknown().withFingerprint("a phone's fingerprint");
  private static final Device LAPTOP = Device.unknown().withFingerprint("a laptop's fingerprint");

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final List<String> steps = new ArrayList<>();
  private final Denylist denylist =
      (Denylist)
          Proxy.newProxyInstance(
              ConcludedActsTest.class.getClassLoader(),
              new Class<?>[] {Denylist.class},
              (self, method, arguments) -> publish());
  private final SecurityEvents events =
      new SecurityEvents(fixture.eventStore, List.of(event -> steps.add("told")), fixture.clock);
  private final Revocations revocations =
      new Revocations(fixture.endings, fixture.denylist, denylist, events, fixture.clock);
  private final Accounts accounts =
      new Accounts(
          fixture.users,
          fixture.passwords,
          new RoleBudget(Fixture.ACCESS),
          revocations,
          events,
          UUID::randomUUID,
          fixture.clock);
  private final RotatingTokenService service =
      new RotatingTokenService(
          fixture.stores(fixture.families),
          fixture.codec,
          fixture.issuer,
          Fixture.STRICT,
          revocations,
          events,
          outcome -> {},
          UUID::randomUUID,
          fixture.clock);
  private final TokenRevocation tokenRevocation =
      new TokenRevocation(fixture.verifier, fixture.codec, revocations);

  private final UserAccount user = user("anna", UserAccount.LOCAL);
  private TokenPair tokens = service.openSession(user, PHONE);
  private boolean isAway;

  private UserAccount user(String name, String directory) {
    UserAccount made =
        new UserAccount(
            UUID.randomUUID(),
            name,
            directory,
            directory.equals(UserAccount.LOCAL) ? fixture.hasher.hash(PASSWORD) : null,
            Set.of("user"),
            0,
            false,
            fixture.clock.instant());
    assertThat(fixture.users.add(made, Report.nothing())).isTrue();
    return made;
  }

  private Object publish() {
    if (isAway) {
      throw new IllegalStateException("out of reach");
    }
    boolean isCommitted = fixture.denylist.hasUnpublished();
    fixture.denylist.publish();
    return steps.add(isCommitted ? "known" : "known too early");
  }

  @BeforeEach
  void forget() {
    fixture.denylist.publish();
    steps.clear();
  }

  private static Named<Consumer<ConcludedActsTest>> act(
      String name, Consumer<ConcludedActsTest> act) {
    return named(name, act);
  }

  private String presented() {
    return tokens.refreshToken().value();
  }

  private void reuse() {
    service.refreshTokens(presented(), PHONE);
    assertThatExceptionOfType(TokenReusedException.class)
        .isThrownBy(() -> service.refreshTokens(presented(), PHONE));
  }

  private void presentElsewhere() {
    assertThatExceptionOfType(DeviceMismatchException.class)
        .isThrownBy(() -> service.refreshTokens(presented(), LAPTOP));
  }

  private void adopt() {
    user("carl", "ldap");
    assertThat(
            new DirectoryAccounts(fixture.users, fixture.passwords, accounts)
                .adopt("ldap", "carl", Set.of("auditor")))
        .isPresent();
  }

  private void endMatching() {
    new BulkRevocation(
            fixture.families,
            new InMemoryBulkEndings(fixture.families),
            revocations,
            events,
            fixture.clock)
        .end(SessionSearch.ALL.ofUser(user.id()), Map.of(), Optional.empty(), Actor.SYSTEM);
  }

  static Stream<Named<Consumer<ConcludedActsTest>>> acts() {
    return Stream.of(
        act("logout", it -> it.service.logout(it.presented(), Optional.empty())),
        act(
            "own session",
            it -> it.revocations.endOwnSession(it.tokens.sessionId(), it.user.id(), Actor.SYSTEM)),
        act(
            "anybody's session",
            it -> it.service.revokeRefreshToken(it.tokens.refreshToken().id())),
        act(
            "other sessions",
            it -> it.revocations.endOtherSessions(it.user.id(), UUID.randomUUID(), Actor.SYSTEM)),
        act("all sessions", it -> it.service.revokeAllUserTokens(it.user.id().toString())),
        act("sessions that match", ConcludedActsTest::endMatching),
        act("everything", it -> it.revocations.endEverything(Actor.SYSTEM, Optional.empty())),
        act(
            "access token",
            it -> it.tokenRevocation.revoke(it.tokens.accessToken().value(), Actor.SYSTEM)),
        act("refresh token", it -> it.tokenRevocation.revoke(it.presented(), Actor.SYSTEM)),
        act("reuse", ConcludedActsTest::reuse),
        act("other device", ConcludedActsTest::presentElsewhere),
        act(
            "password",
            it ->
                it.accounts.changePassword(
                    it.fixture.passwords.requirePassword(it.user.id(), PASSWORD),
                    accepted("copper lanterns sing at noon"),
                    Optional.empty())),
        act(
            "roles",
            it ->
                it.accounts.change(
                    it.user.id(),
                    AccountChange.ofRoles(Set.of("auditor")),
                    Actor.SYSTEM,
                    Optional.empty())),
        act("deletion", it -> it.accounts.delete(it.user.id(), Actor.SYSTEM, Optional.empty())),
        act("roles of a directory", ConcludedActsTest::adopt),
        act(
            "recovery",
            it -> it.accounts.recoverAdministrator(Username.of("anna"), accepted(PASSWORD + "!"))));
  }

  @ParameterizedTest
  @MethodSource("acts")
  void act_thatDeniesTokens_isCommittedThenKnownThenTold(Consumer<ConcludedActsTest> act) {
    act.accept(this);
    assertThat(steps).containsExactly("known", "told");
  }

  @Test
  void act_thatCannotBeMadeKnown_isToldAllTheSame() {
    isAway = true;
    assertThatExceptionOfType(RevocationUnavailableException.class)
        .isThrownBy(
            () ->
                revocations.endSession(tokens.sessionId(), EndReason.ADMINISTRATOR, Actor.SYSTEM));
    assertThat(steps).containsExactly("told");
  }

  @Test
  void act_thatDeniesNothing_isToldOnly() {
    service.openSession(user, PHONE);
    assertThat(steps).containsExactly("told");
  }
}
