package io.countersign.auth.stock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application for servers with MicroProfile JWT, with nothing of ours in it. */
public final class StockArchive {
  private StockArchive() {}

  /** Writes the WAR and returns its file, whose folder is made if needed. */
  public static Path write(Path file, Trust trust) {
    try {
      Files.createDirectories(file.resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ShrinkWrap.create(WebArchive.class)
        .addClasses(StockApplication.class, StockResource.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsResource(
            new StringAsset(configuration(trust)), "META-INF/microprofile-config.properties")
        .setWebXML(new StringAsset(webXml()))
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }

  private static String configuration(Trust trust) {
    return """
        mp.jwt.verify.publickey.location=%s
        mp.jwt.verify.issuer=%s
        mp.jwt.verify.audiences=%s
        """
        .formatted(trust.keySet(), trust.issuer(), trust.audience());
  }

  /** Without the parameter, WildFly does not look at {@code @RolesAllowed}. */
  private static String webXml() {
    return """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <context-param>
            <param-name>resteasy.role.based.security</param-name>
            <param-value>true</param-value>
          </context-param>
        </web-app>
        """;
  }
}
