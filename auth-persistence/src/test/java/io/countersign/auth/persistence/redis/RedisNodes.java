package io.countersign.auth.persistence.redis;

import io.countersign.auth.persistence.DenialRecord;
import io.countersign.auth.persistence.JpaUnit;
import io.countersign.auth.persistence.TestDatabase;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.spi.Report;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;

/** Nodes of one deployment: a record in PostgreSQL and as many denylists in Redis as wanted. */
final class RedisNodes implements AutoCloseable {

  private final DataSource database = TestDatabase.create();
  private final JpaUnit unit = JpaUnit.onHibernate(database);
  private final List<RedisDenylist> opened = new ArrayList<>();

  DenialRecord record() {
    return unit.denialRecord();
  }

  AccessTokenStore denials() {
    return unit.accessTokenStore();
  }

  void emptyRecord() {
    TestDatabase.execute(database, "delete from denial");
  }

  /** A node that has not been maintained yet. */
  RedisDenylist open(String uri) {
    return open(uri, record());
  }

  RedisDenylist open(String uri, DenialRecord record) {
    return open(uri, "issuer", record);
  }

  RedisDenylist open(String uri, String namespace, DenialRecord record) {
    return open(uri, namespace, record, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  RedisDenylist open(String uri, String namespace, DenialRecord record, SSLSocketFactory tls) {
    RedisDenylist node =
        new RedisDenylist(
            RedisUri.parse(URI.create(uri)), namespace, record, Clock.systemUTC(), tls);
    opened.add(node);
    return node;
  }

  RedisDenylist maintained(String uri) {
    RedisDenylist node = open(uri);
    node.maintain();
    return node;
  }

  /** Commits the denial of a new session. */
  DenylistQuery denySession() {
    UUID session = UUID.randomUUID();
    denials().deny(Denial.ofSession(session, Instant.now()), Report.nothing());
    return ofSession(session);
  }

  static DenylistQuery ofSession(UUID session) {
    return new DenylistQuery(UUID.randomUUID(), session, UUID.randomUUID(), 1);
  }

  static DenylistQuery genuine() {
    return ofSession(UUID.randomUUID());
  }

  /** Closes the nodes, but keeps the record. */
  void closeNodes() {
    opened.forEach(RedisDenylist::close);
    opened.clear();
  }

  @Override
  public void close() {
    closeNodes();
    unit.close();
  }
}
