package io.countersign.auth.spi;

class InMemoryRefreshTokenStoreTest extends AccountRaceContract {

  private final FamilyAdapters adapters = FamilyAdapters.inMemory();

  @Override
  protected FamilyAdapters adapters() {
    return adapters;
  }
}
