package io.countersign.auth.spi;

class InMemorySecurityEventStoreTest extends SecurityEventStoreContract {

  private final InMemorySecurityEventStore events = new InMemorySecurityEventStore();

  @Override
  protected SecurityEventStore events() {
    return events;
  }
}
