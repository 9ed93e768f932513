package io.countersign.auth.spi;

class InMemoryUserStoreTest extends UserStoreContract {

  private final InMemoryUserStore users = new InMemoryUserStore();

  @Override
  protected UserStore users() {
    return users;
  }
}
