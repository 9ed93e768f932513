package io.countersign.auth.shop;

import io.countersign.auth.server.Build;
import java.nio.file.Path;
import java.util.List;

/** The applications that share Countersign. */
public final class Shop {

  private Shop() {}

  /**
   * Writes them.
   *
   * @param folder for the archives
   * @param directories the classes of user directories that are plugged in
   * @return the archives to deploy, in this order: where other applications with CDI are there
   *     already, Payara at times takes one of them for a WAR without
   */
  public static List<Path> write(Build build, Path folder, Class<?>... directories) {
    var ear = folder.resolve("shop.ear");
    var warehouse = folder.resolve("warehouse.war");
    ShopEar.write(build, ear, directories);
    Warehouse.write(build, warehouse);
    return List.of(ear, warehouse);
  }
}
