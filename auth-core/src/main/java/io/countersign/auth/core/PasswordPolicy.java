package io.countersign.auth.core;

import java.util.Optional;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.DictionaryBuilder;

/**
 * Which passwords are accepted (NIST SP 800-63B §3.1.1): 8 to 128 characters exactly as typed, no
 * composition rules, the common and the guessable refused.
 */
public final class PasswordPolicy {

  private static final int SHORTEST = 8;
  private static final int LONGEST = 128;

  /** What an estimate looks at: its cost grows fast, and a long rest makes nothing weaker. */
  private static final int ESTIMATED = 40;

  private static final double LEAST_ENTROPY_BITS = 30;

  /**
   * What is wrong with a password.
   *
   * @param password the password as typed
   * @param username the login name, which must not be the password
   * @return a sentence for the user, empty when it is accepted
   */
  public Optional<String> problemWith(String password, String username) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of("must have 8 to 128 characters");
    }
    if (entropyBits(password, username) < LEAST_ENTROPY_BITS) {
      return Optional.of("is too common or too easy to guess");
    }
    return Optional.empty();
  }

  private static double entropyBits(String password, String username) {
    Nbvcxz estimator =
        new Nbvcxz(
            new ConfigurationBuilder()
                .setDictionaries(
                    Stream.concat(
                            ConfigurationBuilder.getDefaultDictionaries().stream(),
                            Stream.of(
                                new DictionaryBuilder()
                                    .setDictionaryName("user")
                                    .setExclusion(true)
                                    .addWord(username, 0)
                                    .createDictionary()))
                        .toList())
                .createConfiguration());
    return estimator
        .estimate(password.substring(0, Math.min(password.length(), ESTIMATED)))
        .getEntropy();
  }
}
