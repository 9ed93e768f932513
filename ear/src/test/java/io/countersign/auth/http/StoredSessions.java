package io.countersign.auth.http;

import java.sql.SQLException;
import java.util.UUID;

/** What time does to sessions, done in the database: no test waits for it. */
public final class StoredSessions {

  private final AuthServer server;

  /** The sessions of a server. */
  public StoredSessions(AuthServer server) {
    this.server = server;
  }

  /** Refreshes the session of a login, as if the login had been an hour ago. */
  Answer refreshedAfterAnHour(AuthClient client, Answer login) throws SQLException {
    ageLogin(login.text("session_id"));
    return client.refresh(login.text("refresh_token")).requireStatus(200);
  }

  /** Makes the login of a session an hour older. */
  public void ageLogin(String session) throws SQLException {
    update(
        "update refresh_token_family set authenticated_at = authenticated_at - interval '1 hour'"
            + " where family_id = ?",
        session);
  }

  /** Makes the session look as one of the version that kept no time of a login. */
  void forgetLogin(Answer login) throws SQLException {
    update(
        "update refresh_token_family set authenticated_at = null where family_id = ?",
        login.text("session_id"));
  }

  /** Gives the user of a session this many more, which were not used for minutes. */
  void addTo(Answer login, int count) throws SQLException {
    try (var connection = server.database().dataSource().getConnection();
        var insert =
            connection.prepareStatement(
                """
                insert into refresh_token_family
                       (family_id, user_id, epoch, generation, token_digest, created_at,
                        last_used_at, expires_at, ends_at, cleanup_at)
                select gen_random_uuid(), user_id, epoch, 0, token_digest, created_at,
                       last_used_at - i * interval '1 minute', expires_at, ends_at, cleanup_at
                  from refresh_token_family, generate_series(1, ?) i
                 where family_id = ?
                """)) {
      insert.setInt(1, count);
      insert.setObject(2, UUID.fromString(login.text("session_id")));
      insert.executeUpdate();
    }
  }

  private void update(String statement, String session) throws SQLException {
    try (var connection = server.database().dataSource().getConnection();
        var update = connection.prepareStatement(statement)) {
      update.setObject(1, UUID.fromString(session));
      update.executeUpdate();
    }
  }
}
