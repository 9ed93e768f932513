package io.countersign.auth.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.auth.Device;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenService;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs in the server, in a WAR of its own, which observes what Countersign reports. */
@ExtendWith(ArquillianExtension.class)
@NullUnmarked
@Execution(ExecutionMode.SAME_THREAD)
class SecurityEventIT {

  @Inject TokenService tokens;
  @Inject UserStore users;
  @Inject HeardEvents heard;

  private final UUID id = UUID.randomUUID();

  @Test
  void login_andItsEnd_areHeardByAnotherModule() {
    users.add(
        new UserAccount(id, "job-" + id, "elsewhere", null, Set.of("job"), 0, false, Instant.now()),
        Report.nothing());
    var device = new Device(null, "till", null, "192.0.2.1");
    var token = tokens.generateRefreshToken(id.toString(), device);
    tokens.revokeRefreshToken(token.id());

    var session = Optional.of(token.id().family());
    assertThat(heard.ofUser(id))
        .extracting(SecurityEvent::type, SecurityEvent::sessionId, SecurityEvent::actor)
        .containsExactly(
            tuple(SecurityEvent.Type.LOGIN, session, Optional.of("system")),
            tuple(SecurityEvent.Type.SESSION_REVOKED, session, Optional.of("system")));
    assertThat(heard.ofUser(id).get(0).address()).contains("192.0.2.1");
    assertThat(heard.ofUser(id).toString()).doesNotContain(token.value());
  }
}
