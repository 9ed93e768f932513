package io.countersign.auth.web.service;

import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.login.RecentProofs;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.web.request.Limits;
import io.countersign.auth.web.session.Login;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/**
 * Authenticates services that send a name and password with each request. It works like a login
 * without a session. For a short while after a success, it needs no other hash.
 */
@ApplicationScoped
@NullUnmarked
class ServiceLogin {

  @Inject Login login;
  @Inject RecentProofs proofs;

  ServiceLogin() {}

  /**
   * The account of the user with this name and password, as it is now.
   *
   * @throws InvalidCredentialsException when no user has them
   * @throws io.countersign.auth.TooManyAttemptsException when too many attempts before were wrong,
   *     or too many come at once
   */
  UserAccount authenticate(BasicCredentials credentials, Device device) {
    String username = credentials.username();
    requirePlausible(credentials);
    login.requireAttemptsLeft(username, device);
    return proofs.of(
        username,
        String.join("\n", credentials.passwords()),
        device.address(),
        () -> login.authenticate(username, credentials.passwords(), device, Optional.empty()));
  }

  /** Refuses a name or password that a login would refuse as malformed: no user has it. */
  private static void requirePlausible(BasicCredentials credentials) {
    String username = credentials.username();
    if (username.length() > Limits.USERNAME
        || username.chars().anyMatch(Character::isISOControl)
        || credentials.passwords().stream().anyMatch(it -> it.length() > Limits.PASSWORD)) {
      throw new InvalidCredentialsException();
    }
  }
}
