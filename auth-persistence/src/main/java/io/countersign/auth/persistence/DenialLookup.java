package io.countersign.auth.persistence;

import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.DenylistQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The question of a sensitive operation: one statement, four look-ups of one index, one round trip.
 * It is plain JDBC, as {@link FamilyRotation} is.
 */
final class DenialLookup {

  private static final String IS_DENIED =
      """
      select exists (
        select from denial
         where below_epoch > ?
           and (kind, denied_id) in (('TOKEN', ?), ('SESSION', ?), ('USER', ?), ('EVERYONE', ?)))
      """;

  private DenialLookup() {}

  /**
   * Says whether a token is denied.
   *
   * @throws IllegalStateException when the database does not answer
   */
  static boolean isDenied(DataSource database, DenylistQuery token) {
    UUID session = token.session();
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(IS_DENIED)) {
      query.setInt(1, token.epoch());
      query.setObject(2, token.jti());
      query.setObject(3, session == null ? Denial.EVERYONE : session); // no session has this id
      query.setObject(4, token.userId());
      query.setObject(5, Denial.EVERYONE);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not say what is denied", e);
    }
  }
}
