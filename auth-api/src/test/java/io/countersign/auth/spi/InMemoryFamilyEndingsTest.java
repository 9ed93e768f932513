package io.countersign.auth.spi;

class InMemoryFamilyEndingsTest extends FamilyEndingsContract {

  private final InMemoryUserStore users = new InMemoryUserStore();
  private final InMemoryRefreshTokenStore store = new InMemoryRefreshTokenStore(users);
  private final InMemoryFamilyEndings endings = new InMemoryFamilyEndings(store);

  @Override
  protected RefreshTokenStore store() {
    return store;
  }

  @Override
  protected FamilyEndings endings() {
    return endings;
  }

  @Override
  protected UserStore users() {
    return users;
  }

  @Override
  protected SessionDirectory sessions() {
    return store;
  }

  @Override
  protected Denylist denylist() {
    return users.denylist();
  }

  @Override
  protected SecurityEventStore events() {
    return users.denylist().events();
  }
}
