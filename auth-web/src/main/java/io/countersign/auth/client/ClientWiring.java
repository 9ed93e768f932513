package io.countersign.auth.client;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.InvalidSettingException;
import io.countersign.auth.core.JoseTokenVerifier;
import io.countersign.auth.core.RemoteKeySet;
import io.countersign.auth.core.RemoteRevocationCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts verifier and revocation check together. Nothing is asked of the server at deployment, which
 * may be deployed later.
 */
class ClientWiring {

  /**
   * Reads the settings at deployment, so that wrong ones stop it there.
   *
   * @throws InvalidSettingException when one is missing or wrong
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    settings();
  }

  private static ClientSettings settings() {
    return ClientSettings.read(ConfigProvider.getConfig());
  }

  @Produces
  @Singleton
  TokenVerifier verifier() {
    ClientSettings settings = settings();
    Clock clock = Clock.systemUTC();
    return new JoseTokenVerifier(
        new RemoteKeySet(settings.server().resolve("/.well-known/jwks.json"), clock),
        settings.accessTokens(),
        clock);
  }

  @Produces
  @Singleton
  RevocationCheck revocationCheck() {
    return new RemoteRevocationCheck(settings().server().resolve("/me/active"));
  }
}
