package io.countersign.auth.release;

import java.nio.file.Path;

/** The last step of {@code ./mvnw -Prelease deploy}: what is staged is what Maven Central takes. */
public final class CheckStaging {

  private CheckStaging() {}

  /**
   * Prints where the release is and whether it is signed.
   *
   * @param arguments the folder
   * @throws IllegalStateException if anything is wrong with it, which ends the build
   */
  public static void main(String[] arguments) {
    var path = Path.of(arguments[0]);
    var folder = new StagingFolder(path);
    var faults = folder.faults();
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "Maven Central would refuse " + path + ":\n" + String.join("\n", faults));
    }
    System.out.println(
        "Staged in " + path + (folder.isSigned() ? ", signed" : ", not signed: no -Dgpg.keyname"));
  }
}
