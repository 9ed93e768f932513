package io.countersign.auth.bench;

import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts families into Countersign's own tables, in the order in which the logins of six days would
 * have brought them. The tokens of some, evenly among them, are real: made by the codec with the
 * deployment's secret.
 */
final class Families {
  private static final int BATCH = 1_000;

  /** Each user has ten sessions. */
  private static final String USERS =
      """
      with made as (
        insert into user_account
               (user_id, username, directory, epoch, oldest_epoch, disabled, created_at)
        select uuidv7(), 'user-' || i, 'ldap', 0, 0, false, now() - interval '30 days'
          from generate_series(%1$d / 10, %2$d / 10) i
        on conflict (username) do nothing
        returning user_id)
      insert into user_role select user_id, 'user' from made
      """;

  private static final String REAL =
      """
      create unlogged table bench_family as
        select i, uuidv7(- interval '6 days' * (1 - i / %2$d.0)) as family_id,
               cast(null as bytea) as digest
          from generate_series(cast(%1$d as bigint), %2$d - 1, %3$d) i
      """;

  private static final String FILL =
      """
      insert into refresh_token_family
             (family_id, user_id, epoch, generation, token_digest, device_name, user_agent, address,
              created_at, last_used_at, expires_at, ends_at, cleanup_at)
      select coalesce(b.family_id, uuidv7(opened - now())), u.user_id, 0, 0,
             coalesce(b.digest, sha256(cast(cast(f.i as text) as bytea))), 'Chrome on Linux',
             'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36',
             '198.51.100.' || f.i %% 250, opened, opened, opened + interval '7 days',
             opened + interval '30 days', opened + interval '7 days'
        from (select i, now() - interval '6 days' * (1 - i / %2$d.0) as opened
                from generate_series(cast(%1$d as bigint), %2$d - 1) i) f
        join user_account u on u.username = 'user-' || f.i / 10
        left join bench_family b on b.i = f.i
       order by f.i
      """;

  private static final String EVENTS =
      """
      insert into security_event
             (occurred_at, type, user_id, session_id, actor, address, detail)
      select created_at, 'LOGIN', user_id, family_id, cast(user_id as text), address,
             '{"device":"Chrome on Linux"}'
        from refresh_token_family f
       where not exists (select 1 from security_event e where e.session_id = f.family_id)
       order by created_at
      """;

  private final OwnDatabase database;
  private final RefreshTokenCodec codec;

  private Families(OwnDatabase database, RefreshTokenCodec codec) {
    this.database = database;
    this.codec = codec;
  }

  /** Opens the tables of a deployment that has been started. */
  static Families of(OwnDatabase database, Path masterKey) {
    var random = new SecureRandom();
    var codec =
        RefreshTokenCodec.open(
            new ReadSecrets(database), MasterKey.read(masterKey, Optional.empty(), random), random);
    return new Families(database, codec);
  }

  /**
   * Adds families.
   *
   * @param from how many there are already
   * @param to how many there are then
   * @param real how many of the new ones have real tokens
   * @return these tokens, in the order of the rows
   */
  List<String> add(int from, int to, int real) {
    try {
      database.execute(
          USERS.formatted(from, to - 1),
          "analyze user_account",
          REAL.formatted(from, to, Math.max(1, (to - from) / real)));
      var tokens = writeDigests();
      database.execute(
          "analyze bench_family",
          FILL.formatted(from, to),
          EVENTS,
          "drop table bench_family",
          "vacuum analyze");
      return tokens;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> writeDigests() throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var update =
            connection.prepareStatement("update bench_family set digest = ? where family_id = ?")) {
      try (var statement = connection.createStatement()) {
        statement.execute("create index on bench_family (family_id)");
      }
      var tokens = new ArrayList<String>();
      connection.setAutoCommit(false);
      for (var family : families(connection)) {
        var token = codec.first(family);
        tokens.add(token.value());
        update.setBytes(1, token.digest().toByteArray());
        update.setObject(2, family);
        update.addBatch();
        if (tokens.size() % BATCH == 0) {
          update.executeBatch();
        }
      }
      update.executeBatch();
      connection.commit();
      return tokens;
    }
  }

  private static List<UUID> families(Connection connection) throws SQLException {
    var families = new ArrayList<UUID>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select family_id from bench_family order by i")) {
      while (rows.next()) {
        families.add(rows.getObject(1, UUID.class));
      }
    }
    return families;
  }

  /** The secrets as the server has stored them. */
  private record ReadSecrets(OwnDatabase database) implements SecretStore {

    @Override
    public SecretBytes keepFirst(String name, SecretBytes sealedCandidate) {
      try (var connection = database.dataSource().getConnection();
          var query =
              connection.prepareStatement(
                  "select sealed_secret from deployment_secret where name = ?")) {
        query.setString(1, name);
        try (var rows = query.executeQuery()) {
          if (!rows.next()) {
            throw new IllegalStateException("there is no secret " + name);
          }
          return SecretBytes.of(rows.getBytes(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void replace(String name, SecretBytes sealed, SecretBytes sealedAnew) {
      throw new UnsupportedOperationException();
    }
  }
}
