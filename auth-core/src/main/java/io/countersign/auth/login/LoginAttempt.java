package io.countersign.auth.login;

import io.countersign.auth.Device;
import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.Username;
import io.countersign.auth.event.IpAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Who tries to log in, and from where. The name's owner is looked up once, and only when needed.
 */
public final class LoginAttempt {

  private final String username;
  private final Supplier<Optional<UUID>> owner;
  private final Device device;
  private final Optional<String> refreshToken;
  private Optional<UUID> found = Optional.empty();
  private boolean isLookedUp;

  /**
   * An attempt.
   *
   * @param passwords tells whose name it is
   * @param username the name as it was typed, of a user or of nobody
   * @param device where the attempt comes from
   * @param refreshToken what the browser kept of an earlier login; it may be any text
   */
  public LoginAttempt(
      AccountPasswords passwords, String username, Device device, Optional<String> refreshToken) {
    this(Username.normalise(username), () -> passwords.idOf(username), device, refreshToken);
  }

  /** An attempt with a normalised name. */
  LoginAttempt(
      String username,
      Supplier<Optional<UUID>> owner,
      Device device,
      Optional<String> refreshToken) {
    this.username = username;
    this.owner = owner;
    this.device = device;
    this.refreshToken = refreshToken;
  }

  String username() {
    return username;
  }

  Device device() {
    return device;
  }

  Optional<String> refreshToken() {
    return refreshToken;
  }

  /** Who has the name. */
  Optional<UUID> userId() {
    if (!isLookedUp) {
      found = owner.get();
      isLookedUp = true;
    }
    return found;
  }

  /** One customer's network, as far as the address is known. */
  Optional<IpAddress> network() {
    return Optional.ofNullable(device.address()).flatMap(IpAddress::parse).map(IpAddress::network);
  }
}
