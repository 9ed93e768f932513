package io.countersign.auth.client;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Adds the beans of the client to the application that has the jar. */
public class ClientExtension implements Extension {

  /** For CDI. */
  public ClientExtension() {}

  void add(@Observes BeforeBeanDiscovery beans) {
    beans.addAnnotatedType(ClientWiring.class, ClientWiring.class.getName());
  }
}
