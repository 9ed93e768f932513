package io.countersign.auth.spi;

import java.util.UUID;

/** Where users have logged in before. */
public interface KnownPlaces {

  /**
   * Whether a user has logged in from a network, as far back as logins are remembered. The answer
   * takes the same time for a user who does not exist.
   *
   * @param network an IPv4 address, or the first address of an IPv6 /64 in its eight groups
   */
  boolean hasLoggedInFrom(UUID userId, String network);

  /**
   * Whether anybody has logged in from a network, as far back as logins are remembered.
   *
   * @param network as for {@link #hasLoggedInFrom}
   */
  boolean isFamiliar(String network);

  /**
   * Whether a session of a user is bound to a device; one that has ended counts while it is kept.
   *
   * @param deviceDigest the keyed digest of the device's fingerprint
   */
  boolean hasLoggedInOn(UUID userId, SecretBytes deviceDigest);
}
