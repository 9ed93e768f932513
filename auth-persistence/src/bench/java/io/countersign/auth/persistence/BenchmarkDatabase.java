package io.countersign.auth.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A durable PostgreSQL with its own settings, and in it families that have expired between others
 * that are alive, in the order in which logins would have brought them.
 */
final class BenchmarkDatabase implements AutoCloseable {

  /** Of so many families one is alive. */
  private static final int ONE_IN = 11;

  /**
   * The digests of live families are their number and generation, as {@link RefreshLoad} has it.
   */
  private static final String FILL =
      """
      insert into refresh_token_family
             (family_id, user_id, epoch, generation, token_digest, device_name, user_agent, address,
              created_at, last_used_at, expires_at, ends_at, cleanup_at, end_reason, ended_by,
              ended_at)
      select case when i %% %1$d = 0
                  then cast(lpad(to_hex(i / %1$d), 32, '0') as uuid)
                  else uuidv7(opened - now()) end,
             u.user_id, 0, 0,
             decode(lpad(to_hex(i / %1$d), 8, '0') || repeat('0', 56), 'hex'),
             null, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36',
             '198.51.100.' || i %% 250,
             opened, opened, ends, ends + interval '23 days', ends, reason,
             case when reason is not null then 'system' end,
             case when reason is not null then opened end
        from (select i,
                     now() - interval '14 days' + i * (interval '6 days' / %2$d) as opened,
                     case when i %% %1$d = 0 then now() + interval '5 days'
                          else now() - interval '7 days' + i * (interval '6 days' / %2$d)
                     end as ends,
                     case when i %% 50 = 7 and i %% %1$d <> 0 then 'REUSE' end as reason
                from generate_series(1, %2$d) i) f
        join user_account u on u.username = 'user-' || i %% 10000
      """;

  private final EmbeddedPostgres server;
  private final HikariDataSource dataSource;
  private final int families;

  private BenchmarkDatabase(EmbeddedPostgres server, int families) {
    this.server = server;
    this.families = families;
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(server.getPostgresDatabase());
    pool.setMaximumPoolSize(20);
    dataSource = new HikariDataSource(pool);
  }

  /** Starts it, to be filled so that this many have expired. */
  static BenchmarkDatabase start(int expired) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    return new BenchmarkDatabase(server, expired / (ONE_IN - 1) * ONE_IN);
  }

  DataSource dataSource() {
    return dataSource;
  }

  int liveFamilies() {
    return families / ONE_IN;
  }

  /** Fills the migrated database, and leaves it as vacuumed as it would be by then. */
  void fill() throws SQLException {
    execute(
        """
        insert into user_account
               (user_id, username, directory, epoch, oldest_epoch, disabled, created_at)
        select uuidv7(), 'user-' || i, 'ldap', 0, 0, false, now() from generate_series(0, 9999) i
        """);
    execute("insert into user_role select user_id, 'user' from user_account");
    execute("analyze user_account");
    execute(FILL.formatted(ONE_IN, families));
    execute("vacuum analyze");
    execute("checkpoint");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    dataSource.close();
    server.close();
  }
}
