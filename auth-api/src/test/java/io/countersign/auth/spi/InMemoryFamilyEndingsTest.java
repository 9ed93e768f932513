package io.countersign.auth.spi;

class InMemoryFamilyEndingsTest extends FamilyEndingsContract {

  private final FamilyAdapters adapters = FamilyAdapters.inMemory();

  @Override
  protected FamilyAdapters adapters() {
    return adapters;
  }
}
