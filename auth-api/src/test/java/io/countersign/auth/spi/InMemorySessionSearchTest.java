package io.countersign.auth.spi;

class InMemorySessionSearchTest extends SessionSearchContract {

  private final FamilyAdapters adapters = FamilyAdapters.inMemory();

  @Override
  protected FamilyAdapters adapters() {
    return adapters;
  }
}
