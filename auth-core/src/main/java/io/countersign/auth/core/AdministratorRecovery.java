package io.countersign.auth.core;

import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.password.NewPassword;
import io.countersign.auth.password.PasswordHasher;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.verify.InvalidSettingException;
import java.nio.charset.StandardCharsets;

/**
 * Gives an administrator whose password was lost a new one, which comes from the settings at the
 * start of a server. The last password that did this does it once: when it stays set, the next
 * start does not undo what the administrator has changed since.
 */
public final class AdministratorRecovery {

  private static final String NAME = "administrator-recovery";

  private final Accounts accounts;
  private final PasswordHasher hasher;
  private final SecretStore secrets;
  private final MasterKey masterKey;

  /**
   * A recovery.
   *
   * @param secrets keeps a hash of the last password, sealed under {@code masterKey}
   */
  public AdministratorRecovery(
      Accounts accounts, PasswordHasher hasher, SecretStore secrets, MasterKey masterKey) {
    this.accounts = accounts;
    this.hasher = hasher;
    this.secrets = secrets;
    this.masterKey = masterKey;
  }

  /**
   * Makes a user an enabled administrator with this password, and ends the user's sessions.
   *
   * @return whether anything was done: not twice with one password
   * @throws IllegalArgumentException when another directory keeps the user's password
   */
  public boolean recover(Username username, NewPassword password) {
    SecretBytes last = last();
    if (isHashOf(password.text(), last)) {
      return false;
    }
    accounts.recoverAdministrator(username, password);
    secrets.replace(NAME, last, sealed(hasher.hash(password.text())));
    return true;
  }

  /**
   * Seals the remembered hash anew after a change of the master key. Call it also when no recovery
   * is set. Otherwise a password that stays set would recover once more when the previous key is
   * gone.
   */
  public void renew() {
    SecretBytes last = last();
    try {
      masterKey.renew(NAME, last).ifPresent(renewed -> secrets.replace(NAME, last, renewed));
    } catch (InvalidSettingException e) {
      // of a key that is gone: there is nothing to remember
    }
  }

  private SecretBytes last() {
    return secrets.keepFirst(NAME, sealed(hasher.hashOfNothing()));
  }

  private SecretBytes sealed(String hash) {
    return masterKey.seal(NAME, SecretBytes.of(hash.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean isHashOf(String password, SecretBytes sealed) {
    try {
      byte[] hash = masterKey.open(NAME, sealed).toByteArray();
      return hasher.match(password, new String(hash, StandardCharsets.UTF_8))
          != PasswordHasher.Match.NONE;
    } catch (InvalidSettingException e) {
      return false; // of an earlier master key
    }
  }
}
