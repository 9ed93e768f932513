package io.countersign.auth.http;

import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A server with Countersign, as tests know it from outside.
 *
 * @param name what tests call it
 * @param product what it is: the server's product, its version, its Java
 * @param baseUri where the application is, with a slash at its end
 * @param database what it keeps its data in
 * @param log the server's log file
 * @param startLog what it said until it served
 */
public record AuthServer(
    String name,
    String product,
    URI baseUri,
    EmbeddedDatabase database,
    Path log,
    String startLog) {

  /** The password of the administrator {@code admin}, and of the users that tests make. */
  public static final String PASSWORD = Secrets.password();

  /** The only origin besides its own that its settings name. */
  static final String OTHER_ORIGIN = "https://app.example.com";

  /** A server of which nobody asks for its version, or what it said. */
  public AuthServer(String name, URI baseUri, EmbeddedDatabase database, Path log) {
    this(name, name, baseUri, database, log, "");
  }

  /** The issuer of its tokens. */
  String issuer() {
    return "http://localhost:" + baseUri.getPort() + "/auth";
  }

  /** Makes a user with the administrator's password. */
  String newUser() {
    var username = "user-" + UUID.randomUUID();
    try (var connection = database.dataSource().getConnection();
        var insert =
            connection.prepareStatement(
                """
                insert into user_account
                  (user_id, username, directory, password_hash,
                   epoch, oldest_epoch, disabled, created_at)
                select gen_random_uuid(), ?, directory, password_hash, 0, 0, false, now()
                  from user_account where username = 'admin'
                """)) {
      insert.setString(1, username);
      insert.executeUpdate();
      return username;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the product, which names the tests of this server. */
  @Override
  public String toString() {
    return product;
  }
}
