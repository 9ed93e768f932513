package io.countersign.auth.directory;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Users of a table of one's own, with hashes of Jakarta Security.
 *
 * <p>A wrong password is {@code INVALID}, a name that nobody has {@code NOT_VALIDATED}. A database
 * that is away is an exception.
 */
@ApplicationScoped
public class TableDirectory implements IdentityStore {

  /** What Countersign knows these users by: with another, they would be strangers. */
  private static final String ID = "shop";

  /** Countersign asks with a name in lower case. */
  private static final String FIND =
      "select login, password_hash from shop_user where lower(login) = ? and active";

  private static final String ROLES = "select role from shop_user_role where login = ?";

  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";

  /** The name of the data source, such as {@code jdbc/shop}. */
  @Inject
  @ConfigProperty(name = "directory.data-source")
  String dataSource;

  /** What the hashes of the table were made with: a user that there is not costs as much. */
  @Inject
  @ConfigProperty(name = "directory.iterations", defaultValue = "210000")
  String iterations;

  @Inject Pbkdf2PasswordHash hash;

  private String hashOfNobody = "";

  private record User(String login, String hash, Set<String> roles) {}

  @PostConstruct
  void start() {
    hash.initialize(
        Map.of(
            "Pbkdf2PasswordHash.Algorithm", ALGORITHM,
            "Pbkdf2PasswordHash.Iterations", iterations));
    hashOfNobody = hash.generate(UUID.randomUUID().toString().toCharArray());
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof UsernamePasswordCredential given)) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    Optional<User> user = find(given.getCaller());
    String kept = user.map(User::hash).orElse(hashOfNobody);
    boolean isRight = hash.verify(given.getPassword().getValue(), kept);
    if (user.isEmpty()) { // and perhaps another directory knows the name
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    return isRight
        ? new CredentialValidationResult(ID, user.get().login(), null, null, user.get().roles())
        : CredentialValidationResult.INVALID_RESULT;
  }

  /** The user of this name; empty when there is none, or more than one. */
  private Optional<User> find(String name) {
    List<User> found = new ArrayList<>();
    try (Connection connection = users().getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, name);
      try (ResultSet row = find.executeQuery()) {
        while (row.next()) {
          String login = row.getString(1);
          found.add(new User(login, row.getString(2), roles(connection, login)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the users cannot be read", e);
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Set<String> roles(Connection connection, String login) throws SQLException {
    Set<String> roles = new HashSet<>();
    try (PreparedStatement ask = connection.prepareStatement(ROLES)) {
      ask.setString(1, login);
      try (ResultSet row = ask.executeQuery()) {
        while (row.next()) {
          roles.add(row.getString(1));
        }
      }
    }
    return roles;
  }

  @SuppressWarnings("BanJNDI") // a name of the settings
  DataSource users() {
    try {
      return InitialContext.doLookup(dataSource);
    } catch (NamingException e) {
      throw new IllegalStateException("there is no data source " + dataSource, e);
    }
  }
}
