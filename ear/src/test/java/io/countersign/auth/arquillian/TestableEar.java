package io.countersign.auth.arquillian;

import io.countersign.auth.server.Build;
import io.countersign.auth.shop.ShopEar;
import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.DeploymentConfiguration;
import org.jboss.arquillian.container.test.api.DeploymentConfiguration.DeploymentContentBuilder;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.container.test.spi.client.deployment.AutomaticDeployment;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The built EAR as it is, and beside its modules a WAR with the tests that run in the server. */
public final class TestableEar implements AutomaticDeployment {
  private static final String TESTS = "io.countersign.auth.deployed";

  @Override
  public DeploymentConfiguration generateDeploymentScenario(TestClass testClass) {
    var ear =
        ShrinkWrap.createFromZipFile(EnterpriseArchive.class, Build.ofThisModule().ear().toFile());
    ShopEar.add(ear, Testable.archiveToTest(tests()), "/tests");
    return new DeploymentContentBuilder(ear).get();
  }

  private static WebArchive tests() {
    return ShrinkWrap.create(WebArchive.class, "tests.war")
        .addPackage(TESTS)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsLibrary(jarOf(Assertions.class));
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
