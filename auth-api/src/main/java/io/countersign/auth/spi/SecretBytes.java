package io.countersign.auth.spi;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Octets that must not be seen: keys, salts, digests. Immutable, compared in constant time, and
 * without a readable {@link #toString()}.
 */
public final class SecretBytes {

  private final byte[] octets;

  private SecretBytes(byte[] octets) {
    this.octets = octets;
  }

  /** Copies {@code octets}. */
  public static SecretBytes of(byte[] octets) {
    return new SecretBytes(octets.clone());
  }

  /** A copy of the octets. */
  public byte[] toByteArray() {
    return octets.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Says how many octets there are, never which. */
  @Override
  public String toString() {
    return "SecretBytes[" + octets.length + " octets]";
  }
}
