package io.countersign.auth.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;

/** Suspends the caller's transaction for work that commits on its connection by itself. */
@ApplicationScoped
class WithoutTransaction {

  WithoutTransaction() {}

  /** Does the work, and returns what it returns. */
  @Transactional(TxType.NOT_SUPPORTED)
  <T> T call(Supplier<T> work) {
    return work.get();
  }
}
