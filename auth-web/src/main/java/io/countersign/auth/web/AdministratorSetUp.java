package io.countersign.auth.web;

import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.AdministratorRecovery;
import io.countersign.auth.core.Username;
import io.countersign.auth.password.NewPassword;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.web.settings.Settings;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes sure at the start that somebody can administer. */
final class AdministratorSetUp {

  private static final System.Logger LOG = System.getLogger(AdministratorSetUp.class.getName());
  private static final String BOOTSTRAP = "countersign.bootstrap.admin-password";
  private static final String RECOVERY = "countersign.recovery.admin-password";

  private final Settings settings;
  private final Accounts accounts;
  private final AccountPasswords passwords;
  private final PasswordPolicy policy;

  AdministratorSetUp(
      Settings settings, Accounts accounts, AccountPasswords passwords, PasswordPolicy policy) {
    this.settings = settings;
    this.accounts = accounts;
    this.passwords = passwords;
    this.policy = policy;
  }

  /**
   * Makes the first user, an administrator.
   *
   * @throws InvalidSettingException when the password that is set is too weak
   */
  void makeFirst(SecureRandom random) {
    String username = settings.bootstrapUsername();
    String password = settings.bootstrapPassword().orElseGet(() -> randomPassword(random));
    boolean added = accounts.addAdministrator(Username.of(username), good(BOOTSTRAP, password));
    if (added && settings.bootstrapPassword().isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The administrator \"{0}\" was made with the password {1} ; change it, it is not shown again",
          username,
          password);
    }
  }

  private static String randomPassword(SecureRandom random) {
    byte[] octets = new byte[18];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().encodeToString(octets);
  }

  private NewPassword good(String setting, String password) {
    return policy.accept(
        password,
        settings.bootstrapUsername(),
        problem -> new InvalidSettingException(setting, problem));
  }

  /** Logs that the password for the first start is set, but is not the administrator's. */
  void tellWhatIsPassedOver() {
    String username = settings.bootstrapUsername();
    boolean isPassedOver =
        settings
            .bootstrapPassword()
            .filter(password -> passwords.authenticate(username, password).isEmpty())
            .isPresent();
    if (isPassedOver) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} is for the first start only, and not the password of \"{1}\"; {2} replaces a lost one",
          BOOTSTRAP,
          username,
          RECOVERY);
    }
  }

  /**
   * Recovers the administrator if a password for that is set.
   *
   * @throws InvalidSettingException when that password is too weak, or another directory keeps the
   *     user's password
   */
  void recover(AdministratorRecovery recovery) {
    recovery.renew();
    settings.recoveryPassword().ifPresent(password -> recover(recovery, password));
  }

  private void recover(AdministratorRecovery recovery, String password) {
    NewPassword good = good(RECOVERY, password);
    try {
      boolean isDone = recovery.recover(Username.of(settings.bootstrapUsername()), good);
      LOG.log(
          System.Logger.Level.WARNING,
          isDone
              ? "The administrator \"{0}\" has the password of {1} now; remove that setting"
              : "The administrator \"{0}\" was recovered by {1} before, and is as she is; remove"
                  + " that setting",
          settings.bootstrapUsername(),
          RECOVERY);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(RECOVERY, "is for a user whose password is kept elsewhere");
    }
  }
}
