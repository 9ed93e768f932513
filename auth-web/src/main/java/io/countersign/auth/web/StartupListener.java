package io.countersign.auth.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionTrackingMode;
import java.util.Set;

/**
 * Starts everything at deployment, so that a mistake stops the deployment with one clear line.
 *
 * <p>It looks its bean up: a listener from an EAR's library folder gets nothing injected.
 */
public class StartupListener implements ServletContextListener {

  private static final System.Logger LOG = System.getLogger(StartupListener.class.getName());

  /** For the servlet container. */
  public StartupListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    forgoSessions(event.getServletContext());
    try {
      Resources.routes(); // each says what guards it, or nothing starts
      CDI.current().select(Wiring.class).get().ensureStarted();
      CDI.current().select(ClockWatch.class).get().start();
      CDI.current().select(KeyRingWatch.class).get().start();
      CDI.current().select(DenylistWatch.class).get().start();
      CDI.current().select(CleanupWatch.class).get().start();
      CDI.current().select(RefreshTallyWatch.class).get().start();
      LOG.log(System.Logger.Level.INFO, "Countersign has started");
    } catch (RuntimeException e) {
      String reason = "Countersign does not start: " + rootCause(e).getMessage();
      LOG.log(System.Logger.Level.ERROR, reason);
      throw new IllegalStateException(reason, e);
    }
  }

  /** Turns HTTP sessions off. WildFly would look for their cookie, and fail at a strange one. */
  private static void forgoSessions(ServletContext context) {
    try {
      context.setSessionTrackingModes(Set.of(SessionTrackingMode.SSL));
    } catch (IllegalArgumentException e) {
      context.setSessionTrackingModes(Set.of()); // Payara knows no sessions of TLS
    }
  }

  private static Throwable rootCause(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
