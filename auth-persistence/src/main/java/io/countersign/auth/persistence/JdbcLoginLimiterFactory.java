package io.countersign.auth.persistence;

import io.countersign.auth.spi.LoginLimiter;
import io.countersign.auth.spi.LoginLimiterFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Makes limiters whose counters are in the database that all nodes share. */
@ApplicationScoped
class JdbcLoginLimiterFactory implements LoginLimiterFactory {

  @Inject WithoutTransaction withoutTransaction;

  JdbcLoginLimiterFactory() {}

  @Override
  public LoginLimiter create(Duration per, Clock clock) {
    return new JdbcLoginLimiter(AuthDataSource.lookUp(), withoutTransaction, per, clock);
  }
}
