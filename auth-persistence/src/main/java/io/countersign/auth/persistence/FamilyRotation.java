package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Families.liveAt;
import static io.countersign.auth.persistence.QueryValues.octets;
import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.RotationAttempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The rotation of a family: one statement, which PostgreSQL commits by itself. It changes the row
 * if everything still holds, and returns what the answer needs.
 *
 * <p>It is plain JDBC. It needs no entity manager, and no transaction around it, whose end would be
 * a message of its own to PostgreSQL.
 */
final class FamilyRotation {

  /** A missing digest is passed as an empty array, which equals no digest. */
  private static final String ROTATE =
      """
      update refresh_token_family f
         set generation = f.generation + 1,
             token_digest = ?,
             successor_salt = ?,
             last_used_at = ?,
             expires_at = least(?, f.ends_at)
        from user_account u, deployment_epoch d
       where f.family_id = ?
         and f.generation = ?
         and f.token_digest = ?
         and (f.device_digest is null or f.device_digest = ?)
         and u.user_id = f.user_id
         and (f.audience = '' or string_to_array(f.audience, chr(10)) @> ?)
         and %s
      returning f.user_id, u.username, greatest(u.epoch, d.epoch), %s, u.roles, %s
      """
          .formatted(liveAt("?"), microseconds("f.expires_at"), StoredTerms.COLUMNS);

  private FamilyRotation() {}

  /**
   * Rotates the family of an attempt.
   *
   * @return what was granted; empty when a condition does not hold, and nothing is changed
   * @throws InDoubtException when the statement was sent and has failed
   */
  static Optional<Grant> on(DataSource database, RotationAttempt attempt) {
    boolean isSent = false;
    try (Connection connection = database.getConnection();
        PreparedStatement rotate = connection.prepareStatement(ROTATE)) {
      rotate.setBytes(1, attempt.successorDigest().toByteArray());
      rotate.setBytes(2, attempt.successorSalt().toByteArray());
      rotate.setObject(3, timestamp(attempt.now()));
      rotate.setObject(4, timestamp(attempt.successorExpiresAt()));
      rotate.setObject(5, attempt.token().family());
      rotate.setInt(6, attempt.token().generation());
      rotate.setBytes(7, attempt.tokenDigest().toByteArray());
      rotate.setBytes(8, octets(attempt.deviceDigest()));
      rotate.setArray(9, connection.createArrayOf("text", attempt.audience().toArray()));
      rotate.setObject(10, timestamp(attempt.now()));
      isSent = true;
      try (ResultSet row = rotate.executeQuery()) {
        return row.next() ? Optional.of(grant(attempt.token(), row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw isSent
          ? new InDoubtException(e)
          : new IllegalStateException("the database takes no rotation", e);
    }
  }

  private static Grant grant(RefreshTokenId presented, ResultSet row) throws SQLException {
    return new Grant(
        new RefreshTokenId(presented.family(), presented.generation() + 1),
        Timestamps.ofMicroseconds(row.getLong(4)),
        row.getObject(1, UUID.class),
        row.getString(2),
        QueryValues.lines(row.getString(5)),
        row.getInt(3),
        StoredTerms.of(row.getObject(6, Long.class), row.getBoolean(7), row.getString(8)));
  }
}
