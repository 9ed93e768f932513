package io.countersign.auth.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
class TableDirectoryTest {
  private static final String PASSWORD = "violet kettle drums";

  private final JdbcDataSource database = new JdbcDataSource();
  private final JdkPasswordHash hash = new JdkPasswordHash();
  private final TableDirectory directory =
      new TableDirectory() {
        @Override
        DataSource users() {
          return database;
        }
      };

  @BeforeEach
  void fill() throws SQLException {
    database.setURL("jdbc:h2:mem:users;DB_CLOSE_DELAY=-1");
    directory.hash = hash;
    directory.iterations = Integer.toString(JdkPasswordHash.ITERATIONS);
    directory.start();
    execute(
        "create table shop_user (login varchar(99) primary key, password_hash varchar(255) not null,"
            + " active boolean not null)",
        "create table shop_user_role (login varchar(99) references shop_user, role varchar(99))");
    add("Anna", PASSWORD, true);
    add("bert", PASSWORD, false);
    execute("insert into shop_user_role values ('Anna', 'clerk'), ('Anna', 'buyer')");
  }

  @AfterEach
  void empty() throws SQLException {
    execute("drop all objects");
  }

  private void execute(String... statements) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }

  private void add(String login, String password, boolean isActive) throws SQLException {
    try (var connection = database.getConnection();
        var insert = connection.prepareStatement("insert into shop_user values (?, ?, ?)")) {
      insert.setString(1, login);
      insert.setString(2, hash.generate(password.toCharArray()));
      insert.setBoolean(3, isActive);
      insert.executeUpdate();
    }
  }

  private CredentialValidationResult validate(String name, String password) {
    return directory.validate(new UsernamePasswordCredential(name, password));
  }

  @Test
  void validate_rightPassword_namesTheUserAsTheTableDoes() {
    var result = validate("anna", PASSWORD);
    assertThat(result.getStatus()).isEqualTo(Status.VALID);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo("Anna");
    assertThat(result.getCallerGroups()).containsExactlyInAnyOrder("clerk", "buyer");
  }

  @Test
  void validate_wrongPassword_isRefused() {
    assertThat(validate("anna", PASSWORD + "!").getStatus()).isEqualTo(Status.INVALID);
    assertThat(validate("anna", "").getStatus()).isEqualTo(Status.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghost", "bert", "' or '1' = '1", "a%", ""})
  void validate_nobody_costsAsMuchAsAWrongPassword(String name) {
    validate("anna", "wrong");
    var cost = hash.work();
    assertThat(validate(name, PASSWORD)).isSameAs(CredentialValidationResult.NOT_VALIDATED_RESULT);
    assertThat(hash.work()).isEqualTo(2 * cost).isPositive();
  }

  @Test
  void validate_twoOfTheName_areNobody() throws SQLException {
    add("ANNA", PASSWORD, true);
    assertThat(validate("anna", PASSWORD))
        .isSameAs(CredentialValidationResult.NOT_VALIDATED_RESULT);
  }

  @Test
  void validate_databaseAway_isNoWrongPassword() throws SQLException {
    execute("drop all objects");
    assertThatIllegalStateException().isThrownBy(() -> validate("anna", PASSWORD));
  }

  @Test
  void validate_otherCredential_isNotLookedAt() {
    assertThat(directory.validate(new CallerOnlyCredential("anna")))
        .isSameAs(CredentialValidationResult.NOT_VALIDATED_RESULT);
  }
}
