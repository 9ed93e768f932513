package io.countersign.auth.server;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where the build of this module puts what the servers need.
 *
 * @param folder the build folder itself
 */
public record Build(Path folder) {

  /** Returns the build that these classes were compiled by. */
  public static Build ofThisModule() {
    try {
      var location = Build.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return new Build(Path.of(location).resolveSibling("").toAbsolutePath().normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the provisioned WildFly. */
  public Path server() {
    return folder.resolve("server");
  }

  /** Returns the unpacked Payara Server. */
  public Path payara() {
    return folder.resolve("payara/payara6");
  }

  /** Returns the Payara Micro, a jar that runs. */
  public Path payaraMicro() {
    return folder.resolve("payara/payara-micro.jar");
  }

  /** Returns the Payara Micro 7, if the build was given a Java for it. */
  public Path payaraMicro7() {
    return folder.resolve("payara/payara-micro-7.jar");
  }

  /** Returns the unpacked Open Liberty. */
  public Path liberty() {
    return folder.resolve("liberty/wlp");
  }

  /** Returns the application. */
  public Path ear() {
    return folder.resolve("countersign.ear");
  }

  /** Returns the same application as a WAR, for servers that take no EAR. */
  public Path war() {
    return folder.resolve("auth.war");
  }

  /** Returns what an application in its own deployment takes. */
  public Path clientJar() {
    return folder.resolve("countersign-client.jar");
  }

  /** Returns what the tests of an application take. */
  public Path testkitJar() {
    return folder.resolve("countersign-testkit.jar");
  }

  /** Returns the server and the application in one, if the profile {@code bootable} is on. */
  public Path bootableJar() {
    return folder.resolve("countersign-bootable.jar");
  }

  /** Returns what the bootable jar is made of. */
  public Path bootableSbom() {
    return folder.resolve("countersign-bootable.cdx.json");
  }

  /** Returns PostgreSQL's JDBC driver. */
  public Path postgresqlDriver() {
    return folder.resolve("driver/postgresql.jar");
  }

  /** Returns where the PostgreSQL binaries are unpacked. */
  public Path postgresql() {
    return folder.resolve("postgresql");
  }

  /** Returns the set-up scripts of the servers, in a folder for each. */
  public Path scripts() {
    return folder.resolveSibling("src/server");
  }

  /** Returns one of the {@code asadmin} scripts that set up a Payara. */
  Path payaraScript(String name) {
    return scripts().resolve("payara").resolve(name + ".asadmin");
  }
}
