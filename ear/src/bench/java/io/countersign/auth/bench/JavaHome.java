package io.countersign.auth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a JDK says of itself in a file of its home. */
final class JavaHome {
  private JavaHome() {}

  /** Returns its feature version such as 25, 0 where there is no JDK. */
  static int feature(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    var version = release(home).getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  /** Returns its whole version, as its vendor writes it. */
  static String version(Path home) {
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
