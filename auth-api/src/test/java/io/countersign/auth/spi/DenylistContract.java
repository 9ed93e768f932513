package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Denylist} does. */
public abstract class DenylistContract {

  /** Above the epochs that the test of everyone denies. */
  private static final int EPOCH = 1000;

  private final Instant end = Instant.now().plusSeconds(900).truncatedTo(ChronoUnit.MICROS);
  private final UUID jti = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();
  private final UUID user = UUID.randomUUID();
  private final DenylistQuery token = new DenylistQuery(jti, session, user, EPOCH);

  /** The adapter under test, which is available. */
  protected abstract Denylist denylist();

  /** Another node's adapter over the same entries. */
  protected abstract Denylist otherNodes();

  /** Where denials are committed. */
  protected abstract AccessTokenStore denials();

  private void publish(Denial... denials) {
    for (Denial denial : denials) {
      denials().deny(denial, Report.nothing());
    }
    denylist().publish();
  }

  private boolean isDenied(UUID jti, UUID session, UUID user, int epoch) {
    return otherNodes().isDenied(new DenylistQuery(jti, session, user, epoch));
  }

  @Test
  void isDenied_nothingDenied_isFalse() {
    assertThat(denylist().isDenied(token)).isFalse();
    assertThat(denylist().isAvailable()).isTrue();
  }

  @Test
  void isDenied_token_isThatTokenInWhateverEpoch() {
    publish(Denial.ofToken(jti, end));
    assertThat(otherNodes().isDenied(token)).isTrue();
    assertThat(isDenied(jti, UUID.randomUUID(), UUID.randomUUID(), Integer.MAX_VALUE - 1)).isTrue();
    assertThat(isDenied(UUID.randomUUID(), session, user, EPOCH)).isFalse();
  }

  @Test
  void isDenied_session_isItsTokensInWhateverEpoch() {
    publish(Denial.ofSession(session, end));
    assertThat(otherNodes().isDenied(token)).isTrue();
    assertThat(isDenied(UUID.randomUUID(), session, user, Integer.MAX_VALUE - 1)).isTrue();
    assertThat(isDenied(jti, UUID.randomUUID(), user, EPOCH)).isFalse();
    assertThat(otherNodes().isDenied(new DenylistQuery(jti, null, user, EPOCH))).isFalse();
  }

  @Test
  void isDenied_user_isTokensOfOlderEpochs() {
    publish(Denial.ofUser(user, EPOCH + 1, end));
    assertThat(otherNodes().isDenied(token)).isTrue();
    assertThat(isDenied(jti, session, user, EPOCH + 1)).isFalse();
    assertThat(isDenied(jti, session, UUID.randomUUID(), EPOCH)).isFalse();
  }

  @Test
  void isDenied_everyone_isTokensOfOlderEpochs() {
    publish(Denial.ofEveryone(EPOCH / 2, end));
    assertThat(isDenied(jti, session, user, EPOCH / 2 - 1)).isTrue();
    assertThat(otherNodes().isDenied(new DenylistQuery(jti, null, user, 0))).isTrue();
    assertThat(isDenied(jti, session, user, EPOCH / 2)).isFalse();
  }

  @Test
  void isDenied_idOfAnotherKind_isFalse() {
    publish(
        Denial.ofToken(user, end), Denial.ofSession(jti, end), Denial.ofUser(session, EPOCH, end));
    assertThat(otherNodes().isDenied(token)).isFalse();
  }

  @Test
  void publish_olderEpochAfterNewer_lowersNothing() {
    publish(Denial.ofUser(user, EPOCH + 2, end));
    publish(Denial.ofUser(user, EPOCH + 1, end));
    assertThat(isDenied(jti, session, user, EPOCH + 1)).isTrue();
    assertThat(isDenied(jti, session, user, EPOCH + 2)).isFalse();
  }

  @Test
  void publish_newerEpochAfterOlder_counts() {
    publish(Denial.ofUser(user, EPOCH, end));
    publish(Denial.ofUser(user, EPOCH + 1, end));
    assertThat(otherNodes().isDenied(token)).isTrue();
  }

  @Test
  void publish_thousandsAtOnce_knowsAll() {
    List<UUID> sessions = Stream.generate(UUID::randomUUID).limit(1_500).toList();
    sessions.forEach(denied -> denials().deny(Denial.ofSession(denied, end), Report.nothing()));
    denylist().publish();
    assertThat(sessions).allMatch(denied -> isDenied(jti, denied, user, EPOCH));
  }

  @Test
  void publish_nothingCommitted_doesNothing() {
    denylist().publish();
    denylist().publish();
    assertThat(otherNodes().isDenied(token)).isFalse();
  }

  @Test
  void maintain_whatACrashedNodeCommitted_isPublished() {
    denials().deny(Denial.ofToken(jti, end), Report.nothing());
    denylist().maintain();
    assertThat(otherNodes().isDenied(token)).isTrue();
  }

  @Test
  void deny_twice_isOneDenial() {
    publish(Denial.ofToken(jti, end), Denial.ofToken(jti, end.plusSeconds(1)));
    publish(Denial.ofToken(jti, end));
    assertThat(otherNodes().isDenied(token)).isTrue();
  }

  @Test
  void close_twice_isNoError() {
    Denylist denylist = denylist();
    assertThatCode(
            () -> {
              denylist.close();
              denylist.close();
            })
        .doesNotThrowAnyException();
  }
}
