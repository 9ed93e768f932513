package io.countersign.auth;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a refresh token is used from.
 *
 * <p>Only the fingerprint binds: a family opened with one can be refreshed only with the same one.
 * The rest is shown to users and administrators in lists of sessions.
 *
 * @param fingerprint an opaque value that the client computes or keeps, 16 to 512 printable ASCII
 *     characters, or null when it has none; stored as a keyed digest only
 * @param name what the user calls the device, or null
 * @param userAgent the {@code User-Agent} header (RFC 9110 §10.1.5), or null
 * @param address the client's IP address, or null
 */
public record Device(
    @Nullable String fingerprint,
    @Nullable String name,
    @Nullable String userAgent,
    @Nullable String address) {

  private static final Pattern FINGERPRINT = Pattern.compile("[\\x20-\\x7E]{16,512}");

  private static final Device UNKNOWN = new Device(null, null, null, null);

  /**
   * Checks the fingerprint.
   *
   * @throws IllegalArgumentException when the fingerprint is not 16 to 512 printable ASCII
   *     characters
   */
  public Device {
    if (fingerprint != null && !FINGERPRINT.matcher(fingerprint).matches()) {
      throw new IllegalArgumentException(
          "a device fingerprint has 16 to 512 printable ASCII characters");
    }
  }

  /** A device of which nothing is known. A family that it opens is not bound to a device. */
  public static Device unknown() {
    return UNKNOWN;
  }

  /** The same device, presenting {@code fingerprint}. */
  public Device withFingerprint(@Nullable String fingerprint) {
    return new Device(fingerprint, name, userAgent, address);
  }

  /** Tells whether a fingerprint is there, never which. */
  @Override
  public String toString() {
    return "Device[fingerprint=%s, name=%s, userAgent=%s, address=%s]"
        .formatted(fingerprint == null ? "none" : "given", name, userAgent, address);
  }
}
