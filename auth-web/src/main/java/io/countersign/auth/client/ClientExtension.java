package io.countersign.auth.client;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Adds the beans of the client to the application that has the jar. */
public class ClientExtension implements Extension {

  private static final String WIRING_OF_THE_EAR = "io.countersign.auth.web.Wiring";

  /** For CDI. */
  public ClientExtension() {}

  void add(@Observes BeforeBeanDiscovery beans) {
    beans.addAnnotatedType(ClientWiring.class, ClientWiring.class.getName());
  }

  /**
   * Refuses the jar inside the EAR: CDI could not choose between two verifiers, and would fail only
   * at the first request.
   */
  void refuseBoth(@Observes AfterBeanDiscovery beans) {
    if (isInTheEar()) {
      beans.addDefinitionError(
          new IllegalStateException(
              "Countersign is in this EAR: its applications do not take countersign-client.jar"));
    }
  }

  private static boolean isInTheEar() {
    try {
      Class.forName(WIRING_OF_THE_EAR, false, ClientExtension.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
