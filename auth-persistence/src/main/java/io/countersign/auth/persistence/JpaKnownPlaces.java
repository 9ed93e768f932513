package io.countersign.auth.persistence;

import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.SecretBytes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;

/**
 * Reads where users have been: their networks from the logins among the security events, their
 * devices from the families.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaKnownPlaces implements KnownPlaces {

  /** The end of the first address of an IPv6 /64. */
  private static final String INTERFACE_0 = ":0:0:0:0";

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaKnownPlaces() {}

  @Override
  public boolean hasLoggedInFrom(UUID userId, String network) {
    return isThere(
        from(
            network,
            entityManager
                .createNativeQuery(
                    """
                    select count(*) from (
                      select 1 from security_event
                       where type = 'LOGIN' and user_id = ?3
                         and address collate "C" >= ?1 and address collate "C" <= ?2
                       limit 1) login
                    """)
                .setParameter(3, userId)));
  }

  @Override
  public boolean isFamiliar(String network) {
    return isThere(
        from(
            network,
            entityManager.createNativeQuery(
                """
                select count(*) from (
                  select 1 from security_event
                   where type = 'LOGIN'
                     and address collate "C" >= ?1 and address collate "C" <= ?2
                   limit 1) login
                """)));
  }

  /**
   * Sets the range of addresses. All addresses of a /64 share their beginning. They lie between
   * that beginning with a colon and with a semicolon, the character after the colon.
   */
  private static Query from(String network, Query query) {
    String shared =
        network.endsWith(INTERFACE_0)
            ? network.substring(0, network.length() - INTERFACE_0.length())
            : network;
    boolean single = shared.equals(network);
    return query
        .setParameter(1, single ? network : shared + ":")
        .setParameter(2, single ? network : shared + ";");
  }

  @Override
  public boolean hasLoggedInOn(UUID userId, SecretBytes deviceDigest) {
    return isThere(
        entityManager
            .createNativeQuery(
                """
                select count(*) from (
                  select 1 from refresh_token_family
                   where user_id = ?1 and device_digest = ?2
                   limit 1) family
                """)
            .setParameter(1, userId)
            .setParameter(2, deviceDigest.toByteArray()));
  }

  private static boolean isThere(Query query) {
    return ((Number) query.getSingleResult()).longValue() > 0;
  }
}
