package io.countersign.auth.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The application {@code /auth}. This class alone stays in the WAR, where every server finds it.
 */
@ApplicationPath("/")
public class AuthApplication extends Application {

  /** For the servlet container. */
  public AuthApplication() {}

  @Override
  public Set<Class<?>> getClasses() {
    return Resources.classes();
  }

  /** Takes no features that jars of the EAR announce; its own is named above. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jakarta.ws.rs.loadServices", false);
  }
}
