package io.countersign.auth.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TokenService;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.spi.LoginLimiter.Limit;
import io.countersign.auth.spi.LoginLimiterFactory;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs in the server, in a WAR of its own: what another application of the EAR can inject. */
@ExtendWith(ArquillianExtension.class)
@NullUnmarked
@Execution(ExecutionMode.SAME_THREAD)
class DeployedApiIT {

  @Inject TokenService tokens;
  @Inject TokenVerifier verifier;
  @Inject RevocationCheck revocationCheck;
  @Inject UserStore users;
  @Inject LoginLimiterFactory loginLimiters;
  @Inject UserTransaction transaction;

  private final UUID id = UUID.randomUUID();
  private final String userId = id.toString();

  @BeforeEach
  void addUser() {
    users.add(
        new UserAccount(
            id, "job-" + userId, "elsewhere", null, Set.of("job"), 0, false, Instant.now()),
        Report.nothing());
  }

  @Test
  void generateAccessToken_isVerifiedAndRevokedWithItsUser() {
    var token = verifier.verify(tokens.generateAccessToken(userId, Set.of("job")).value());
    assertThat(token.getSubject()).isEqualTo(userId);
    assertThat(token.getGroups()).containsExactly("job");
    revocationCheck.requireNotRevoked(token);

    tokens.generateRefreshToken(userId, Device.unknown());
    assertThat(tokens.revokeAllUserTokens(userId)).isEqualTo(1);

    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> revocationCheck.requireNotRevoked(token));
  }

  @Test
  void revokeRefreshToken_endsItsFamily() {
    var token = tokens.generateRefreshToken(userId, Device.unknown());
    tokens.revokeRefreshToken(token.id());
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> tokens.refreshTokens(token.value(), Device.unknown()));
  }

  /** The caller's transaction is rolled back, the revocation stays. */
  @Test
  void refresh_reuseInACallersTransaction_staysRevokedAfterItsRollback() throws Exception {
    var first = tokens.generateRefreshToken(userId, Device.unknown());
    var second = tokens.refreshTokens(first.value(), Device.unknown());

    transaction.begin();
    assertThatExceptionOfType(TokenReusedException.class)
        .isThrownBy(() -> tokens.refreshTokens(first.value(), Device.unknown()));
    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
    transaction.rollback();

    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> tokens.refreshTokens(second.refreshToken().value(), Device.unknown()));
    var access = verifier.verify(second.accessToken().value());
    assertThatExceptionOfType(TokenRevokedException.class)
        .isThrownBy(() -> revocationCheck.requireNotRevoked(access));
  }

  /** The caller's transaction is rolled back, the attempt stays taken. */
  @Test
  void take_inACallersTransaction_staysTakenAfterItsRollback() throws Exception {
    var limiter = loginLimiters.create(Duration.ofHours(1), Clock.systemUTC());
    var limits = List.of(new Limit(userId, 1));

    transaction.begin();
    assertThat(limiter.take(limits)).isEmpty();
    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
    transaction.rollback();

    assertThat(limiter.take(limits)).isPresent();
    limiter.giveBack(limits);
    assertThat(limiter.take(limits)).isEmpty();
  }
}
