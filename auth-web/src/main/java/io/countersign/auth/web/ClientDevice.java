package io.countersign.auth.web;

import io.countersign.auth.Device;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a request which device it comes from. */
final class ClientDevice {

  static final String FINGERPRINT = "X-Device-Fingerprint";

  private static final int LONGEST_USER_AGENT = 512;

  private ClientDevice() {}

  /**
   * The device of a request.
   *
   * @param name what the user calls it, if said
   * @throws InvalidRequestException when it names a fingerprint that is none
   */
  static Device of(HttpServletRequest request, Optional<String> name) {
    try {
      return new Device(
          request.getHeader(FINGERPRINT),
          name.orElse(null),
          shownText(request.getHeader(HttpHeaders.USER_AGENT)),
          request.getRemoteAddr());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          FINGERPRINT, "must be 16 to 512 printable ASCII characters");
    }
  }

  private static @Nullable String shownText(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String line = header.replaceAll("\\p{Cntrl}", "");
    return line.substring(0, Math.min(line.length(), LONGEST_USER_AGENT));
  }
}
