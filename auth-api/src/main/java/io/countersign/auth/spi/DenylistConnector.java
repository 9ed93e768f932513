package io.countersign.auth.spi;

import java.net.URI;
import java.time.Clock;

/** Puts a denylist in memory, in Redis or Valkey, before the one in the database. */
public interface DenylistConnector {

  /**
   * Opens a denylist; that its server does not answer yet is no error.
   *
   * @param uri where the server is: {@code redis://} or {@code rediss://} (TLS) {@code
   *     [user:password@]host:port[/database]}; {@code redis-sentinel://…host:port,host:port/master}
   *     and {@code redis-cluster://…host:port,host:port}, with {@code rediss-} for TLS
   * @param namespace what tells this deployment's entries from those of others, such as its issuer
   * @param clock what the remaining life of an entry is computed by
   * @throws IllegalArgumentException when the URI is none of these, naming what is wrong with it
   *     but not the password
   */
  Denylist connect(URI uri, String namespace, Clock clock);
}
