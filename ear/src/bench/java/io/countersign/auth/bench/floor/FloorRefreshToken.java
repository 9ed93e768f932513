package io.countersign.auth.bench.floor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** A refresh token of the floor: its row, its generation, and what only its holder has. */
public final class FloorRefreshToken {
  private static final int SECRET_OCTETS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final UUID family;
  private final int generation;
  private final byte[] secret;

  private FloorRefreshToken(UUID family, int generation, byte[] secret) {
    this.family = family;
    this.generation = generation;
    this.secret = secret;
  }

  /** Returns the first token of a new family. */
  public static FloorRefreshToken first() {
    return new FloorRefreshToken(UUID.randomUUID(), 0, newSecret());
  }

  /** Reads a token as its holder sends it. */
  static FloorRefreshToken parse(String value) {
    var octets = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value));
    var family = new UUID(octets.getLong(), octets.getLong());
    var generation = octets.getInt();
    var secret = new byte[SECRET_OCTETS];
    octets.get(secret);
    return new FloorRefreshToken(family, generation, secret);
  }

  /** Returns the row. */
  public UUID family() {
    return family;
  }

  int generation() {
    return generation;
  }

  FloorRefreshToken successor() {
    return new FloorRefreshToken(family, generation + 1, newSecret());
  }

  /** Returns the token as its holder has it. */
  public String value() {
    var octets =
        ByteBuffer.allocate(20 + SECRET_OCTETS)
            .putLong(family.getMostSignificantBits())
            .putLong(family.getLeastSignificantBits())
            .putInt(generation)
            .put(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.array());
  }

  /** Returns what the row keeps. */
  public byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] newSecret() {
    var secret = new byte[SECRET_OCTETS];
    RANDOM.nextBytes(secret);
    return secret;
  }
}
