package io.countersign.auth.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;
import ua_parser.Parser;

/**
 * Names devices after their user agents, such as "Firefox on Windows" or "Safari on iPhone".
 *
 * <p>It tries a thousand patterns. That takes a quarter of a millisecond for a usual user agent,
 * and a few milliseconds for the worst. So it is asked when a session is opened, not at every login
 * attempt.
 */
@ApplicationScoped
public class DeviceNames {

  /**
   * How many characters of a user agent are read. What tells the browser stands further left, and
   * the time taken grows with the length.
   */
  private static final int LONGEST = 256;

  private static final String UNRECOGNISED = "Other";

  private final Parser parser = new Parser();

  /** Reads its list of user agents, which takes a moment. */
  public DeviceNames() {}

  /**
   * A name for the device of a user agent.
   *
   * @return empty when nothing of it is recognised
   */
  Optional<String> of(String userAgent) {
    String begin = userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
    String program = program(parser.parseUserAgent(begin).family);
    String place = place(parser.parseOS(begin).family, begin);
    String name =
        Stream.of(program, place)
            .filter(it -> !it.equals(UNRECOGNISED) && !it.isBlank())
            .distinct()
            .reduce((first, second) -> first + " on " + second)
            .orElse("");
    return Optional.of(name.substring(0, Math.min(name.length(), Limits.DEVICE_NAME)))
        .filter(it -> !it.isEmpty());
  }

  /** "Chrome Mobile iOS" and "Mobile Safari" are what their users call Chrome and Safari. */
  private static String program(String family) {
    return family.replace("Mobile", "").replace("iOS", "").replaceAll(" +", " ").strip();
  }

  private static String place(String system, String userAgent) {
    return switch (system) {
      case "iOS" ->
          Stream.of("iPhone", "iPad").filter(userAgent::contains).findFirst().orElse(system);
      case "Mac OS X" -> "macOS";
      default -> system;
    };
  }
}
