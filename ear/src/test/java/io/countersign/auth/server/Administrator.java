package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The first administrator of a data folder. A generated password is kept, for its owner only, until
 * it has been shown once: a first start that is cut short cannot lose it.
 */
final class Administrator {
  private static final String USERNAME = "COUNTERSIGN_BOOTSTRAP_ADMIN_USERNAME";
  private static final String PASSWORD = "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD";

  private final Path shown;
  private final Path notYetShown;
  private final String username;
  private final Optional<String> chosen;

  Administrator(Path folder, Map<String, String> environment) {
    this.shown = folder.resolve("administrator");
    this.notYetShown = folder.resolve("administrator.password");
    this.username = read(shown).orElse(environment.getOrDefault(USERNAME, "admin"));
    this.chosen = Optional.ofNullable(environment.get(PASSWORD));
  }

  String username() {
    return username;
  }

  /** Returns the server's settings with the administrator to begin with. */
  ServerSettings in(ServerSettings settings) {
    if (Files.exists(shown)) {
      return settings;
    }
    if (chosen.isEmpty() && Files.notExists(notYetShown)) {
      Secrets.write(notYetShown, Secrets.password().getBytes(UTF_8));
    }
    var password = chosen.or(this::generated).orElseThrow();
    return settings.with(USERNAME, username).with(PASSWORD, password);
  }

  /** Returns the generated password if it has never been shown. */
  Optional<String> generated() {
    return chosen.isPresent() ? Optional.empty() : read(notYetShown);
  }

  /** Says where the password is to be had. */
  String hint() {
    if (generated().isPresent()) {
      return "password " + generated().get() + " (shown this once)";
    }
    if (Files.exists(shown)) {
      return "password as shown or chosen at the first start";
    }
    return "password as in " + PASSWORD;
  }

  /** Forgets the generated password, because it has been shown. */
  void markShown() {
    try {
      Files.writeString(shown, username);
      Files.deleteIfExists(notYetShown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
