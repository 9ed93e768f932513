package io.countersign.auth.password;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A password credential as Keycloak exports it with a realm: an object with {@code secretData} and
 * {@code credentialData}, which are JSON in a text. Its algorithms are {@code argon2}, {@code
 * pbkdf2-sha512}, {@code pbkdf2-sha256}, and {@code pbkdf2}, which is the one with SHA-1.
 */
final class KeycloakCredential {

  private KeycloakCredential() {}

  /** The same hash in the PHC string format; empty when it is no such credential. */
  static Optional<String> phc(String credential) {
    try {
      Map<String, Object> members = JsonUtil.parseJson(credential);
      return Optional.of(
          phc(
              JsonUtil.parseJson(text(members, "secretData")),
              JsonUtil.parseJson(text(members, "credentialData"))));
    } catch (JoseException | IllegalArgumentException e) { // which may quote the credential
      return Optional.empty();
    }
  }

  private static String phc(Map<String, Object> secret, Map<String, Object> data) {
    String hash = "$" + text(secret, "salt") + "$" + text(secret, "value");
    String iterations = number(data.get("hashIterations"));
    String algorithm = text(data, "algorithm");
    return switch (algorithm) {
      case "pbkdf2" -> "$pbkdf2-sha1$i=" + iterations + hash;
      case "pbkdf2-sha256", "pbkdf2-sha512" -> "$" + algorithm + "$i=" + iterations + hash;
      case "argon2" -> argon2(data.get("additionalParameters"), iterations) + hash;
      default -> throw new IllegalArgumentException("another algorithm");
    };
  }

  private static String argon2(@Nullable Object additional, String iterations) {
    if (!(additional instanceof Map<?, ?> parameters)) {
      throw new IllegalArgumentException("no parameters");
    }
    return "$argon2%s$v=%s$m=%s,t=%s,p=%s"
        .formatted(
            only(parameters, "type"),
            version(only(parameters, "version")),
            only(parameters, "memory"),
            iterations,
            only(parameters, "parallelism"));
  }

  private static String version(String version) {
    return switch (version) {
      case "1.3" -> "19";
      case "1.0" -> "16";
      default -> throw new IllegalArgumentException("another version");
    };
  }

  private static String text(Map<?, ?> members, String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no such text");
  }

  private static String number(@Nullable Object value) {
    if (value instanceof Long number) {
      return number.toString();
    }
    throw new IllegalArgumentException("no whole number");
  }

  /** The one value of a parameter that may have several. */
  private static String only(Map<?, ?> parameters, String name) {
    if (parameters.get(name) instanceof List<?> values
        && values.size() == 1
        && values.get(0) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException("no such parameter");
  }
}
