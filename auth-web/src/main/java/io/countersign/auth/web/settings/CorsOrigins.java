package io.countersign.auth.web.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The origins whose scripts may call and read what is not public. Each is named in full, without
 * patterns, since credentials go to all of them.
 */
public final class CorsOrigins {

  /** No origin. */
  public static final CorsOrigins NONE = new CorsOrigins(Set.of());

  /** An origin whose host is one name or address, and no pattern. */
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]+)?");

  private final Set<String> origins;

  private CorsOrigins(Set<String> origins) {
    this.origins = origins;
  }

  /**
   * Reads origins with commas between them.
   *
   * @throws IllegalArgumentException when an item is not exactly an origin, or is neither of {@code
   *     https} nor of this machine
   */
  public static CorsOrigins parse(String text) {
    return new CorsOrigins(
        Arrays.stream(text.split(",", -1)).map(CorsOrigins::origin).collect(Collectors.toSet()));
  }

  /** An origin as browsers write it. */
  private static String origin(String text) {
    return IssuerAddress.normalized(text.strip())
        .filter(origin -> ORIGIN.matcher(origin).matches() && IssuerAddress.isSafe(origin))
        .orElseThrow(IllegalArgumentException::new);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return origins.isEmpty();
  }

  /** Whether this is one of them, octet for octet (RFC 6454 §6.2). Null is not. */
  public boolean include(@Nullable String origin) {
    return Optional.ofNullable(origin).filter(origins::contains).isPresent();
  }
}
