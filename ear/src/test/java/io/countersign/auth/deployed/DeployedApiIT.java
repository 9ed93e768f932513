package io.countersign.auth.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.TokenService;
import jakarta.inject.Inject;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs in the server, in a WAR of its own: what another application of the EAR can inject. */
@ExtendWith(ArquillianExtension.class)
class DeployedApiIT {
  @Inject
  @SuppressWarnings("NullAway.Init")
  TokenService tokens;

  @Test
  void tokenService_isInjected() {
    assertThat(tokens).isNotNull();
  }
}
