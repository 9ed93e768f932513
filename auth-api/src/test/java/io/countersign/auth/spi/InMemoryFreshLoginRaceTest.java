package io.countersign.auth.spi;

class InMemoryFreshLoginRaceTest extends FreshLoginRaceContract {

  private final FamilyAdapters adapters = FamilyAdapters.inMemory();

  @Override
  protected FamilyAdapters adapters() {
    return adapters;
  }
}
