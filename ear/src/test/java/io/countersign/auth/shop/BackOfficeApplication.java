package io.countersign.auth.shop;

import io.countersign.auth.SensitiveOperation;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The same resources where every operation is sensitive. */
@SensitiveOperation
@ApplicationPath("back-office")
public class BackOfficeApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(OrdersResource.class);
  }
}
