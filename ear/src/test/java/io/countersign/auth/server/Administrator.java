package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The first administrator of a data folder. A generated password is kept, for its owner only, until
 * it has been shown once: a first start that is cut short cannot lose it.
 *
 * @param password the password that is generated and not yet shown, if so
 * @param hint where the password is to be had
 */
record Administrator(Path folder, String username, Optional<String> password, String hint) {
  private static final String USERNAME = "COUNTERSIGN_BOOTSTRAP_ADMIN_USERNAME";
  private static final String PASSWORD = "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD";
  private static final String KNOWN = "administrator";
  private static final String NOT_YET_SHOWN = "administrator.password";

  /** Finds or makes the administrator; what the environment chooses is left to the server. */
  static Administrator of(Path folder, Map<String, String> environment) throws IOException {
    if (Files.exists(folder.resolve(KNOWN))) {
      return new Administrator(
          folder,
          Files.readString(folder.resolve(KNOWN)),
          Optional.empty(),
          "password as shown or chosen at the first start");
    }
    var username = environment.getOrDefault(USERNAME, "admin");
    if (environment.containsKey(PASSWORD)) {
      return new Administrator(folder, username, Optional.empty(), "password as in " + PASSWORD);
    }
    var password = Secrets.password(folder.resolve(NOT_YET_SHOWN));
    var hint = "password " + password + " (shown this once)";
    return new Administrator(folder, username, Optional.of(password), hint);
  }

  /** Returns the server's settings with the administrator to begin with. */
  ServerSettings in(ServerSettings settings) {
    return password
        .map(it -> settings.with(USERNAME, username).with(PASSWORD, it))
        .orElse(settings);
  }

  /** Forgets the generated password, because it has been shown. */
  void markShown() throws IOException {
    Secrets.write(folder.resolve(KNOWN), username.getBytes(UTF_8));
    Files.deleteIfExists(folder.resolve(NOT_YET_SHOWN));
  }
}
