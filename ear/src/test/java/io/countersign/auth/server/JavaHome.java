package io.countersign.auth.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Where a JDK is, and what it says of itself in a file there. */
public final class JavaHome {
  private static final int NEWER = 21;

  private JavaHome() {}

  /** Returns where this Java is. */
  static Path ofThisJava() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * Returns where a Java 21 or later is, for servers that want one: what {@code -Djava21.home} or
   * {@code JAVA21_HOME} names; without them this Java, if it is one.
   *
   * @throws StartFailure when what is named is none
   */
  public static Optional<Path> ofJava21() {
    var environment = System.getenv().getOrDefault("JAVA21_HOME", "");
    var named = System.getProperty("java21.home", environment);
    if (named.isEmpty()) {
      return Optional.of(ofThisJava()).filter(it -> Runtime.version().feature() >= NEWER);
    }
    if (feature(Path.of(named)) < NEWER) {
      throw new StartFailure("-Djava21.home or JAVA21_HOME names no Java 21 or later: " + named);
    }
    return Optional.of(Path.of(named));
  }

  /** Returns its feature version such as 25, 0 where there is no JDK. */
  public static int feature(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    var version = release(home).getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  /** Returns its whole version, as its vendor writes it. */
  public static String version(Path home) {
    var release = release(home);
    return release
        .getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION", "unknown"))
        .replace("\"", "");
  }

  private static Properties release(Path home) {
    var release = new Properties();
    try (var stream = Files.newInputStream(home.resolve("release"))) {
      release.load(stream);
    } catch (IOException e) {
      release.clear(); // it says nothing
    }
    return release;
  }
}
