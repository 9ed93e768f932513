package io.countersign.auth.spi;

class InMemoryDenylistTest extends DenylistContract {

  private final InMemoryDenylist denylist = new InMemoryDenylist();

  @Override
  protected Denylist denylist() {
    return denylist;
  }

  @Override
  protected Denylist otherNodes() {
    return denylist;
  }

  @Override
  protected AccessTokenStore denials() {
    return denylist;
  }
}
