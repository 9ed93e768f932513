package io.countersign.auth.persistence;

import io.countersign.auth.spi.LoginLimiter;
import io.countersign.auth.spi.LoginLimiterFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Makes limiters whose counters are in the database that all nodes share. */
@ApplicationScoped
class Bucket4jLoginLimiterFactory implements LoginLimiterFactory {

  @Inject WithoutTransaction withoutTransaction;

  Bucket4jLoginLimiterFactory() {}

  @Override
  public LoginLimiter create(int attempts, Duration per, Clock clock) {
    return new Bucket4jLoginLimiter(
        AuthDataSource.lookUp(), withoutTransaction, attempts, per, clock);
  }
}
