package io.countersign.auth.persistence.redis;

import io.countersign.auth.persistence.DenialRecord;
import io.countersign.auth.spi.Denylist;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import javax.net.ssl.SSLSocketFactory;

/** Puts a Redis or a Valkey before the denylist in PostgreSQL, which it is restored from. */
@ApplicationScoped
class JedisDenylistConnector implements Denylist.Connector {

  @Inject DenialRecord record;

  JedisDenylistConnector() {}

  /** {@inheritDoc} TLS trusts whom the Java machine trusts ({@code javax.net.ssl.trustStore}). */
  @Override
  public Denylist connect(URI uri, String namespace, Clock clock) {
    return new RedisDenylist(
        RedisUri.parse(uri),
        namespace,
        record,
        clock,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }
}
