package io.countersign.auth.arquillian;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.directory.PluggedDirectory;
import io.countersign.auth.server.Build;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.DeploymentConfiguration;
import org.jboss.arquillian.container.test.api.DeploymentConfiguration.DeploymentContentBuilder;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.container.test.spi.client.deployment.AutomaticDeployment;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The built EAR as it is, with a user directory plugged in, and beside its modules a shop that
 * relies on it, and a WAR with the tests that run in the server.
 */
public final class TestableEar implements AutomaticDeployment {
  private static final String TESTS = "io.countersign.auth.deployed";
  private static final String SHOP = "io.countersign.auth.shop";
  private static final String DESCRIPTOR = "META-INF/application.xml";

  @Override
  public DeploymentConfiguration generateDeploymentScenario(TestClass testClass) {
    var ear =
        ShrinkWrap.createFromZipFile(EnterpriseArchive.class, Build.ofThisModule().ear().toFile());
    var withTests = withModule(read(ear), "tests.war", "/tests");
    withTests = withModule(withTests, "shop.war", "/shop");
    withTests = withModule(withTests, "shop-cdi.war", "/shop-cdi");
    ear.delete(DESCRIPTOR);
    ear.setApplicationXML(new StringAsset(withTests))
        .addAsLibrary(directory())
        .addAsModule(shop("shop.war"))
        .addAsModule(shop("shop-cdi.war").addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"))
        .addAsModule(Testable.archiveToTest(tests()));
    return new DeploymentContentBuilder(ear).get();
  }

  private static JavaArchive directory() {
    return ShrinkWrap.create(JavaArchive.class, "directory.jar").addClass(PluggedDirectory.class);
  }

  private static WebArchive shop(String name) {
    return ShrinkWrap.create(WebArchive.class, name).addPackage(SHOP);
  }

  private static WebArchive tests() {
    return ShrinkWrap.create(WebArchive.class, "tests.war")
        .addPackage(TESTS)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsLibrary(jarOf(Assertions.class));
  }

  private static String withModule(String descriptor, String war, String contextRoot) {
    var module =
        "<module><web><web-uri>%s</web-uri><context-root>%s</context-root></web></module>"
            .formatted(war, contextRoot);
    return descriptor.replace("<library-directory>", module + "<library-directory>");
  }

  private static String read(EnterpriseArchive ear) {
    try (var descriptor = ear.get(DESCRIPTOR).getAsset().openStream()) {
      return new String(descriptor.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
