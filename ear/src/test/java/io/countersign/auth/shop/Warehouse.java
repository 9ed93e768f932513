package io.countersign.auth.shop;

import io.countersign.auth.server.Build;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The shop's resources in a deployment of their own, with one jar of ours. */
public final class Warehouse {

  private Warehouse() {}

  /** Writes the WAR. */
  public static void write(Build build, Path file) {
    ShopEar.shop("warehouse.war")
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsLibrary(build.clientJar().toFile())
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
  }
}
