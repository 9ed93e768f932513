package io.countersign.auth.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ua_parser.Parser;

/**
 * Names devices after their client hints and user agents, such as "Firefox on Windows" or "Safari
 * on iPhone".
 *
 * <p>Chromium's browsers send a frozen user agent, with the name of Chrome, so their hints come
 * first. Firefox and Safari send no hints.
 *
 * <p>For a user agent it tries a thousand patterns. That takes half a millisecond for a usual one,
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

  /** What browsers that send no hints say of themselves, which the list does not know. */
  private static final List<Map.Entry<String, String>> UNLISTED =
      List.of(
          Map.entry(" Ddg/", "DuckDuckGo"),
          Map.entry(" OPT/", "Opera"),
          Map.entry(" OPX/", "Opera GX"),
          Map.entry(" (Ecosia ", "Ecosia"));

  private final Parser parser = new Parser();

  /** Reads its list of user agents, which takes a moment. */
  public DeviceNames() {}

  /**
   * A name for the device of a user agent and client hints. A hint wins for what it says.
   *
   * @return empty when nothing of them is recognised
   */
  Optional<String> of(String userAgent, ClientHints hints) {
    String begin = userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
    String name =
        Stream.of(program(begin, hints), place(begin, hints))
            .filter(it -> !it.equals(UNRECOGNISED) && !it.isBlank())
            .distinct()
            .reduce((first, second) -> first + " on " + second)
            .orElse("");
    return Optional.of(name.substring(0, Math.min(name.length(), Limits.DEVICE_NAME)))
        .filter(it -> !it.isEmpty());
  }

  /** An application that has Chromium in it names itself in its user agent only. */
  private String program(String userAgent, ClientHints hints) {
    Optional<String> hinted = hints.browser();
    if (hinted.isPresent() && !hinted.get().equals(ClientHints.CHROMIUM)) {
      return hinted.get();
    }
    String told =
        unlisted(userAgent).orElseGet(() -> called(parser.parseUserAgent(userAgent).family));
    boolean isAnyChromium = told.equals("Chrome") || told.equals(UNRECOGNISED);
    return isAnyChromium ? hinted.orElse(told) : told;
  }

  private static Optional<String> unlisted(String userAgent) {
    return UNLISTED.stream()
        .filter(it -> userAgent.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String place(String userAgent, ClientHints hints) {
    String system = hints.platform().orElseGet(() -> parser.parseOS(userAgent).family);
    return switch (system) {
      case "iOS" ->
          Stream.of("iPhone", "iPad").filter(userAgent::contains).findFirst().orElse(system);
      case "Mac OS X" -> "macOS";
      case UNRECOGNISED -> hints.mobile() ? "mobile" : system;
      default -> system;
    };
  }

  /** "Chrome Mobile iOS" and "Mobile Safari" are what their users call Chrome and Safari. */
  private static String called(String family) {
    return family.replace("Mobile", "").replace("iOS", "").replaceAll(" +", " ").strip();
  }
}
