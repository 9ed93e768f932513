package io.countersign.auth.spi;

/** The adapters of one store that {@link FamilyContract} needs. */
public record FamilyAdapters(
    RefreshTokenStore store,
    FamilyEndings endings,
    BulkEndings bulk,
    UserStore users,
    SessionDirectory sessions,
    Denylist denylist,
    SecurityEventStore events) {

  static FamilyAdapters inMemory() {
    InMemoryUserStore users = new InMemoryUserStore();
    InMemoryRefreshTokenStore store = new InMemoryRefreshTokenStore(users);
    InMemoryDenylist denylist = users.denylist();
    return new FamilyAdapters(
        store,
        new InMemoryFamilyEndings(store),
        new InMemoryBulkEndings(store),
        users,
        store,
        denylist,
        denylist.events());
  }
}
