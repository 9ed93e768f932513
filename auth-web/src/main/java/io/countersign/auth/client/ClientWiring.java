package io.countersign.auth.client;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.JoseTokenVerifier;
import io.countersign.auth.verify.RemoteKeySet;
import io.countersign.auth.verify.RemoteRevocationCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts verifier and revocation check together. It asks the server nothing at deployment, since the
 * server may be deployed later.
 */
class ClientWiring {

  private static final System.Logger LOG = System.getLogger(ClientWiring.class.getName());

  /** Reads the settings at deployment, so that wrong ones stop the deployment. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) Object event, ClientSettings settings) {
    LOG.log(System.Logger.Level.INFO, "Countersign is asked at {0}", settings.server());
  }

  /**
   * The settings, read once.
   *
   * @throws InvalidSettingException when one is missing or wrong
   */
  @Produces
  @Singleton
  ClientSettings settings() {
    return ClientSettings.read(ConfigProvider.getConfig());
  }

  @Produces
  @Singleton
  TokenVerifier verifier(ClientSettings settings) {
    Clock clock = Clock.systemUTC();
    return new JoseTokenVerifier(
        new RemoteKeySet(settings.server().resolve("/.well-known/jwks.json"), clock),
        settings.accessTokens(),
        clock);
  }

  @Produces
  @Singleton
  RevocationCheck revocationCheck(ClientSettings settings) {
    return new RemoteRevocationCheck(settings.server().resolve("/me/active"));
  }
}
