package io.countersign.auth.bench.floor;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The floor as a WAR. */
public final class FloorArchive {
  private FloorArchive() {}

  /**
   * Writes the WAR, which serves under its file's name, and returns the file.
   *
   * @param algorithm {@code RS256} or {@code ES256}
   * @param provider {@code default} or {@code corretto}, as Countersign's setting has it
   */
  public static Path write(Path file, String algorithm, String provider) {
    ShrinkWrap.create(WebArchive.class)
        .addClasses(
            FloorApplication.class,
            FloorRefreshToken.class,
            FloorResource.class,
            FloorSignatures.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsResource(
            new StringAsset("algorithm=%s%nprovider=%s%n".formatted(algorithm, provider)),
            FloorSignatures.SETTINGS)
        .addAsLibrary(jarOf(Argon2BytesGenerator.class))
        .setManifest(
            new StringAsset(
                "Manifest-Version: 1.0\nDependencies: software.amazon.cryptools optional\n"))
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
