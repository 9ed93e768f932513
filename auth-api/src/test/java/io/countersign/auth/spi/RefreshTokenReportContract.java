package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Actor;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.SecurityEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link RefreshTokenStore} keeps of its acts. */
public abstract class RefreshTokenReportContract extends RefreshTokenStoreContract {

  @Test
  void report_ofAnOpening_isKeptOnlyWhenItWasOpened() {
    UserAccount user = user();
    Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
    int before = epochOf(user);
    changePassword(user);
    store().open(newFamily(user, token, before, null), report(token));
    assertThat(kept(token)).isZero();
    store().open(newFamily(user, token, epochOf(user), null), report(token));
    assertThat(kept(token)).isEqualTo(1);
  }

  @Test
  void report_ofARotation_isKeptOnlyWhenItEndsTheFamily() {
    Held first = open(user());
    store().rotate(attempt(first), report(first));
    store().rotate(attempt(new Held(first.id(), random())), report(first));
    assertThat(kept(first)).isEqualTo(1); // the replay of generation 0, whatever its secret
    store().rotate(attempt(first), report(first));
    assertThat(kept(first)).isEqualTo(1);
  }

  /** What is told of a user who has gone: the id, and what others did with the account. */
  @Test
  void report_ofADeletedUser_isKeptAndTheUsersOwnTellTheIdOnly() {
    UserAccount user = user();
    Held token = open(user);
    SecurityEvent login =
        SecurityEvent.of(SecurityEvent.Type.LOGIN, T0)
            .ofUser(user.id())
            .ofSession(token.id().family())
            .by(new Actor(user.id().toString(), Optional.of("192.0.2.1")))
            .with(Map.of("device", "Anna's phone"));
    SecurityEvent guess =
        SecurityEvent.of(SecurityEvent.Type.LOGIN_FAILED, T0)
            .ofUser(user.id())
            .from(Optional.of("198.51.100.7"))
            .with(Map.of("reason", "invalid_credentials"));
    SecurityEvent othersLogin = login.ofUser(UUID.randomUUID());
    SecurityEvent ended =
        SecurityEvent.of(SecurityEvent.Type.SESSION_REVOKED, T0)
            .ofUser(user.id())
            .with(Map.of("reason", "administrator"));
    SecurityEvent noted = ended.noted(Optional.of("Anna \"left\" us"));
    List.of(login, guess, othersLogin, noted).forEach(events()::add);
    SecurityEvent deletion =
        SecurityEvent.of(SecurityEvent.Type.USER_DELETED, T0).ofUser(user.id());
    for (int i = 0; i < 2; i++) {
      users().delete(user.id(), Optional.empty(), BY_ADMINISTRATOR, deleted -> List.of(deletion));
    }
    assertThat(events().list(ofUser(user.id())).stream().map(StoredSecurityEvent::event))
        .containsExactly(deletion, ended, guess, login.from(Optional.empty()).with(Map.of()));
    assertThat(events().list(ofUser(othersLogin.userId().orElseThrow())))
        .extracting(StoredSecurityEvent::event)
        .containsExactly(othersLogin);
  }

  private static SecurityEventQuery ofUser(UUID user) {
    return new SecurityEventQuery(
        Optional.of(user),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        10);
  }
}
