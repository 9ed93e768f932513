package io.countersign.auth.web;

import io.countersign.auth.Device;
import io.countersign.auth.core.RefreshTokenSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a request which device it comes from. */
final class ClientDevice {

  private static final String FINGERPRINT = "X-Device-Fingerprint";

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

  /**
   * The device of a request that opens a session.
   *
   * @throws InvalidRequestException also when the deployment requires a fingerprint and there is
   *     none
   */
  static Device opening(
      HttpServletRequest request, Optional<String> name, RefreshTokenSettings settings) {
    Device device = of(request, name);
    if (settings.deviceRequired() && device.fingerprint() == null) {
      throw new InvalidRequestException(FINGERPRINT, "is missing");
    }
    return device;
  }

  private static @Nullable String shownText(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String line = header.replaceAll("\\p{Cntrl}", "");
    return line.substring(0, Math.min(line.length(), LONGEST_USER_AGENT));
  }
}
