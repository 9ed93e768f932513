package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The roles in a user's row are those of {@code user_role}, whoever changes them. */
class UserRolesIT {

  private static final String USER = "'00000000-0000-4000-8000-000000000001'";

  private final DataSource database = TestDatabase.create();

  @BeforeEach
  void addUser() {
    FlywaySchema.migrate(database);
    TestDatabase.execute(
        database,
        "insert into user_account (user_id, username, directory, password_hash, epoch,"
            + " oldest_epoch, disabled, created_at)"
            + " values ("
            + USER
            + ", 'anna', 'ldap', null, 0, 0, false, now())");
  }

  private static String added(String role) {
    return "insert into user_role (user_id, role) values (" + USER + ", '" + role + "')";
  }

  private static String removed(String role) {
    return "delete from user_role where user_id = " + USER + " and role = '" + role + "'";
  }

  private String roles() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select roles from user_account where user_id = " + USER)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void roles_added_changedAndRemoved_areInTheUsersRow() throws SQLException {
    assertThat(roles()).isEmpty();
    TestDatabase.execute(database, added("user"));
    TestDatabase.execute(database, added("auditor"));
    assertThat(roles()).isEqualTo("auditor\nuser");
    TestDatabase.execute(database, "update user_role set role = 'editor' where role = 'user'");
    assertThat(roles()).isEqualTo("auditor\neditor");
    TestDatabase.execute(database, "delete from user_role");
    assertThat(roles()).isEmpty();
  }

  /** The later change waits for the earlier one, which its snapshot does not have. */
  @Test
  void roles_changedByTwoAtOnce_areThoseOfBoth() throws SQLException {
    TestDatabase.execute(database, added("auth-admin"));
    CompletableFuture<Void> second;
    try (Connection first = database.getConnection();
        Statement statement = first.createStatement()) {
      first.setAutoCommit(false);
      statement.execute(removed("auth-admin"));
      second = CompletableFuture.runAsync(() -> TestDatabase.execute(database, added("auditor")));
      while (TestDatabase.number(
              database, "select count(*) from " + TestDatabase.OWN_LOCKS + " where not granted")
          == 0) {
        Thread.onSpinWait();
      }
      first.commit();
      first.setAutoCommit(true);
    }
    second.join();
    assertThat(roles()).isEqualTo("auditor");
  }
}
