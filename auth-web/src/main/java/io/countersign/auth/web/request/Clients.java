package io.countersign.auth.web.request;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.web.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Reads from a request who sends it: from which address, on which device, as whom. */
@ApplicationScoped
@NullUnmarked
public class Clients {

  private static final String FINGERPRINT = "X-Device-Fingerprint";

  private static final int LONGEST_USER_AGENT = 512;

  private Settings settings;
  private DeviceNames names;

  /** For CDI's proxies. */
  protected Clients() {}

  /**
   * A reader by these settings.
   *
   * @param names how devices are called
   */
  @Inject
  public Clients(Settings settings, DeviceNames names) {
    this.settings = settings;
    this.names = names;
  }

  /** The IP address that a request comes from, behind the trusted proxies. */
  public Optional<String> address(HttpServletRequest request) {
    return ClientAddress.of(request, settings.trustedProxies(), settings.forwardingHeader());
  }

  /** The sender of a request that passed one of our filters. */
  public Actor actor(SecurityContext context, HttpServletRequest request) {
    Principal sender = context.getUserPrincipal();
    return new Actor(
        sender instanceof VerifiedToken token ? token.getSubject() : sender.getName(),
        address(request));
  }

  /**
   * The device of a request.
   *
   * @param name what the user calls it, if said
   * @throws InvalidRequestException when the fingerprint in its header is malformed
   */
  public Device device(HttpServletRequest request, Optional<String> name) {
    try {
      return new Device(
          request.getHeader(FINGERPRINT),
          name.orElse(null),
          shownText(request.getHeader(HttpHeaders.USER_AGENT)),
          address(request).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          FINGERPRINT, "must be 16 to 512 printable ASCII characters");
    }
  }

  /**
   * The device of a request that opens a session.
   *
   * @param name what the user calls it, if said
   * @throws InvalidRequestException also when the deployment requires a fingerprint and there is
   *     none
   */
  public Device openingDevice(HttpServletRequest request, Optional<String> name) {
    Device device = device(request, name);
    requireFingerprint(device);
    return device;
  }

  /**
   * Requires a fingerprint where the deployment does.
   *
   * @throws InvalidRequestException when there is none
   */
  public void requireFingerprint(Device device) {
    if (settings.deviceRequired() && device.fingerprint() == null) {
      throw new InvalidRequestException(FINGERPRINT, "is missing");
    }
  }

  /**
   * The same device with a name. A device to which the user gave none is named after the client
   * hints of the request, and after its user agent for what they do not say.
   */
  public Device named(Device device, HttpServletRequest request) {
    if (device.name() != null) {
      return device;
    }
    String userAgent = device.userAgent();
    String name =
        names.of(userAgent == null ? "" : userAgent, ClientHints.of(request)).orElse(null);
    return new Device(device.fingerprint(), name, userAgent, device.address());
  }

  private static @Nullable String shownText(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String line = header.replaceAll("\\p{Cntrl}", "");
    return line.substring(0, Math.min(line.length(), LONGEST_USER_AGENT));
  }
}
