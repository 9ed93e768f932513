package io.countersign.auth.password;

import java.util.Optional;
import java.util.function.Function;

/**
 * The hash that another system kept of a user's password. It is strong enough to be kept until the
 * user's next login, and cheap enough to be compared with.
 *
 * <p>These are read: Argon2 ({@code $argon2id$}, {@code $argon2i$}, {@code $argon2d$}), bcrypt
 * ({@code $2a$}, {@code $2b$}, {@code $2y$}), scrypt ({@code $scrypt$ln=…}), PBKDF2 ({@code
 * $pbkdf2-sha256$i=…} and passlib's {@code $pbkdf2-sha256$…}), and a password credential of a realm
 * that Keycloak exported ({@link KeycloakCredential}).
 */
public final class ImportedHash implements InitialPassword {

  private final String text;

  private ImportedHash(String text) {
    this.text = text;
  }

  /**
   * Accepts a hash.
   *
   * @param typed the hash as it was exported
   * @param refusal makes the exception that is thrown when it is not accepted, from a sentence for
   *     the administrator, which has nothing of the hash
   */
  public static ImportedHash accept(
      String typed, Function<String, ? extends RuntimeException> refusal) {
    StoredHash hash =
        phc(typed)
            .flatMap(StoredHash::parse)
            .orElseThrow(() -> refusal.apply("is a hash of no form that can be imported"));
    hash.bounds()
        .filter(bound -> !bound.isKept())
        .findFirst()
        .ifPresent(
            bound -> {
              throw refusal.apply(bound.rule());
            });
    return new ImportedHash(hash.text());
  }

  private static Optional<String> phc(String typed) {
    return typed.startsWith("{") ? KeycloakCredential.phc(typed) : Optional.of(typed);
  }

  /** The form in which it is stored. */
  String text() {
    return text;
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "ImportedHash[]";
  }
}
