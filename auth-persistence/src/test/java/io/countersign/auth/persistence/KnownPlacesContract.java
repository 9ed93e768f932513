package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Device;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.Opening;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.SessionTerms;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a user is known by is the user's own logins, and nothing near them. */
abstract class KnownPlacesContract {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID NOBODY = new UUID(0, 0);

  private final UUID user = UUID.randomUUID();

  protected abstract KnownPlaces places();

  protected abstract SecurityEventStore events();

  protected abstract RefreshTokenStore sessions();

  protected abstract UserStore users();

  private void event(SecurityEvent.Type type, UUID of, String address) {
    events().add(SecurityEvent.of(type, NOW).ofUser(of).from(Optional.of(address)));
  }

  @Test
  void hasLoggedInFrom_ownLogin_onlyFromThatAddress() {
    event(SecurityEvent.Type.LOGIN, user, "192.0.2.14");
    assertThat(places().hasLoggedInFrom(user, "192.0.2.14")).isTrue();
    for (String other :
        new String[] {"192.0.2.1", "192.0.2.140", "192.0.2.15", "0:0:0:0:0:0:0:0"}) {
      assertThat(places().hasLoggedInFrom(user, other)).as(other).isFalse();
    }
    assertThat(places().hasLoggedInFrom(UUID.randomUUID(), "192.0.2.14")).isFalse();
    assertThat(places().hasLoggedInFrom(NOBODY, "192.0.2.14")).isFalse();
  }

  @Test
  void hasLoggedInFrom_failedLogin_isNone() {
    event(SecurityEvent.Type.LOGIN_FAILED, user, "192.0.2.14");
    assertThat(places().hasLoggedInFrom(user, "192.0.2.14")).isFalse();
  }

  @Test
  void hasLoggedInFrom_ipv6_isKnownByItsNetwork() {
    event(SecurityEvent.Type.LOGIN, user, "2001:db8:1:2:a:b:c:d");
    assertThat(places().hasLoggedInFrom(user, "2001:db8:1:2:0:0:0:0")).isTrue();
    for (String other :
        new String[] {"2001:db8:1:0:0:0:0:0", "2001:db8:1:20:0:0:0:0", "2001:db8:1:3:0:0:0:0"}) {
      assertThat(places().hasLoggedInFrom(user, other)).as(other).isFalse();
    }
  }

  @Test
  void isFamiliar_loginOfAnybody_onlyOfThatNetwork() {
    event(SecurityEvent.Type.LOGIN, user, "203.0.113.14");
    event(SecurityEvent.Type.LOGIN_FAILED, user, "203.0.113.15");
    event(SecurityEvent.Type.LOGIN, user, "2001:db8:7:2:a:b:c:d");
    assertThat(places().isFamiliar("203.0.113.14")).isTrue();
    assertThat(places().isFamiliar("2001:db8:7:2:0:0:0:0")).isTrue();
    for (String other :
        new String[] {"203.0.113.1", "203.0.113.15", "203.0.113.140", "2001:db8:7:20:0:0:0:0"}) {
      assertThat(places().isFamiliar(other)).as(other).isFalse();
    }
  }

  @Test
  void hasLoggedInOn_boundSession_onlyOfThatUserAndDevice() {
    SecretBytes device = digest();
    UUID anna = openOn(device);
    UUID bert = openOn(null);
    assertThat(places().hasLoggedInOn(anna, device)).isTrue();
    assertThat(places().hasLoggedInOn(anna, digest())).isFalse();
    assertThat(places().hasLoggedInOn(bert, device)).isFalse();
    assertThat(places().hasLoggedInOn(NOBODY, device)).isFalse();
  }

  private static SecretBytes digest() {
    UUID random = UUID.randomUUID();
    return SecretBytes.of(
        ByteBuffer.allocate(32).putLong(random.getLeastSignificantBits()).array());
  }

  private UUID openOn(@Nullable SecretBytes device) {
    UUID id = UUID.randomUUID();
    users()
        .add(
            new UserAccount(id, "user-" + id, "ldap", null, Set.of(), 0, false, NOW),
            Report.nothing());
    NewFamily family =
        new NewFamily(
            UUID.randomUUID(),
            id,
            users().findById(id).orElseThrow().epoch(),
            digest(),
            device,
            Device.unknown(),
            SessionTerms.NONE,
            new SessionLimit(10_000, true),
            null,
            NOW,
            NOW.plus(Duration.ofDays(7)),
            NOW.plus(Duration.ofDays(30)));
    assertThat(sessions().open(family, Report.nothing())).isInstanceOf(Opening.Opened.class);
    return id;
  }
}
