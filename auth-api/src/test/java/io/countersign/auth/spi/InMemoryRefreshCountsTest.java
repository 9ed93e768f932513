package io.countersign.auth.spi;

class InMemoryRefreshCountsTest extends RefreshCountsContract {

  private final InMemoryRefreshCounts counts = new InMemoryRefreshCounts();

  @Override
  protected RefreshCounts counts() {
    return counts;
  }
}
