package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.FamilyEndings.EndedBatch;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RevocationsTest {

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final Revocations revocations = fixture.revocations;
  private final UserAccount user = fixture.user();

  private UUID session() {
    return fixture.service.openSession(user, Device.unknown()).sessionId();
  }

  @Test
  void endOwnSession_nowOrBefore_isThere() {
    UUID session = session();
    for (int i = 0; i < 2; i++) {
      assertThat(revocations.endOwnSession(session, user.id(), Actor.SYSTEM)).isTrue();
    }
  }

  @Test
  void endOwnSession_anotherUsersOrNone_isNotThereAndGoesOn() {
    UUID session = session();
    assertThat(revocations.endOwnSession(session, fixture.user().id(), Actor.SYSTEM)).isFalse();
    assertThat(revocations.endOwnSession(UUID.randomUUID(), user.id(), Actor.SYSTEM)).isFalse();
    assertThat(fixture.families.peek(session))
        .hasValueSatisfying(it -> assertThat(it.goesOn()).isTrue());
  }

  @Test
  void endSession_nowOrBefore_isThere() {
    UUID session = session();
    for (int i = 0; i < 2; i++) {
      assertThat(revocations.endSession(session, EndReason.ADMINISTRATOR, Actor.SYSTEM)).isTrue();
    }
    assertThat(revocations.endSession(UUID.randomUUID(), EndReason.ADMINISTRATOR, Actor.SYSTEM))
        .isFalse();
  }

  @Test
  void endOtherSessions_batchAfterBatch_countsAllToTheLast() {
    Queue<EndedBatch> batches =
        new ArrayDeque<>(
            List.of(new EndedBatch(200, false), new EndedBatch(0, false), new EndedBatch(7, true)));
    FamilyEndings endings =
        (FamilyEndings)
            Proxy.newProxyInstance(
                RevocationsTest.class.getClassLoader(),
                new Class<?>[] {FamilyEndings.class},
                (self, method, arguments) -> batches.remove());
    Revocations batched =
        new Revocations(endings, fixture.denylist, fixture.denylist, fixture.events, fixture.clock);
    assertThat(batched.endOtherSessions(user.id(), UUID.randomUUID(), Actor.SYSTEM)).isEqualTo(207);
    assertThat(batches).isEmpty();
  }

  @Test
  void endAllSessions_someEndedBefore_countsTheLiveOnes() {
    revocations.endSession(session(), EndReason.REVOKED, Actor.SYSTEM);
    session();
    session();
    assertThat(revocations.endAllSessions(user.id(), EndReason.REVOKED, Actor.SYSTEM)).isEqualTo(2);
    assertThat(revocations.endAllSessions(user.id(), EndReason.REVOKED, Actor.SYSTEM)).isZero();
  }
}
