package io.countersign.auth.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.server.Build;
import jakarta.ws.rs.container.DynamicFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Countersign's EAR with more in it, as an enterprise assembles its own. */
public final class ShopEar {
  private static final String DESCRIPTOR = "META-INF/application.xml";

  private ShopEar() {}

  /**
   * Writes the EAR with the shop in it, once with CDI and once without.
   *
   * @param directories the classes of user directories, for a jar in its library
   */
  static void write(Build build, Path file, Class<?>... directories) {
    var ear = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, build.ear().toFile());
    if (directories.length > 0) {
      ear.addAsLibrary(
          ShrinkWrap.create(JavaArchive.class, "directory.jar").addClasses(directories));
    }
    add(ear, shop("shop.war"), "/shop");
    add(
        ear,
        shop("shop-cdi.war").addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"),
        "/shop-cdi");
    ear.as(ZipExporter.class).exportTo(file.toFile(), true);
  }

  static WebArchive shop(String name) {
    return ShrinkWrap.create(WebArchive.class, name)
        .addClasses(
            BackOfficeApplication.class,
            OrdersResource.class,
            Refunds.class,
            ShopApplication.class,
            ShopFeature.class)
        .addAsServiceProvider(DynamicFeature.class, ShopFeature.class);
  }

  /** Adds a WAR under a context root. */
  public static void add(EnterpriseArchive ear, WebArchive war, String contextRoot) {
    var module =
        "<module><web><web-uri>%s</web-uri><context-root>%s</context-root></web></module>"
            .formatted(war.getName(), contextRoot);
    var descriptor = read(ear).replace("<library-directory>", module + "<library-directory>");
    ear.delete(DESCRIPTOR);
    ear.setApplicationXML(new StringAsset(descriptor)).addAsModule(war);
  }

  private static String read(EnterpriseArchive ear) {
    try (var descriptor = ear.get(DESCRIPTOR).getAsset().openStream()) {
      return new String(descriptor.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
