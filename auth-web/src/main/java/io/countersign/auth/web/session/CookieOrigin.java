package io.countersign.auth.web.session;

import io.countersign.auth.web.settings.CorsOrigins;
import io.countersign.auth.web.settings.IssuerAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a request may use the cookie, by what browsers say of where the request comes
 * from: Fetch Metadata where they send it, else the origin (RFC 6454 §7).
 *
 * <p>The request has to come from the issuer's own origin, or from an origin of the same site that
 * the deployment names. For requests from other sites, no browser sends a cookie that is {@code
 * SameSite=Strict}.
 */
final class CookieOrigin {

  private final IssuerAddress issuer;
  private final CorsOrigins others;

  /**
   * A judgement by these origins.
   *
   * @param others the origins that the deployment names; those of the same site are as good as the
   *     issuer's own
   */
  CookieOrigin(IssuerAddress issuer, CorsOrigins others) {
    this.issuer = issuer;
    this.others = others;
  }

  /**
   * Says why a request may not use the cookie.
   *
   * @param site its {@code Sec-Fetch-Site}, null when there is none
   * @param origin its {@code Origin}, null when there is none
   * @param host its {@code Host}; asked only where the issuer is no URL
   * @return a sentence that names the header and not its value; empty when it may
   */
  Optional<String> problem(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      return site.equals("same-origin") || (site.equals("same-site") && others.include(origin))
          ? Optional.empty()
          : Optional.of("Sec-Fetch-Site is not same-origin.");
    }
    if (origin == null) {
      return Optional.of(
          "The cookie came with neither Sec-Fetch-Site nor Origin; programs send the token in the"
              + " body.");
    }
    if (others.include(origin)) { // the browser sent the cookie, so it is of the same site
      return Optional.empty();
    }
    if (issuer.origin().isPresent()) {
      return IssuerAddress.normalized(origin).equals(issuer.origin())
          ? Optional.empty()
          : Optional.of("Origin is not the issuer's.");
    }
    return isHosts(origin, host) ? Optional.empty() : Optional.of("Origin is not that of Host.");
  }

  /** Whether the origin is that of the host, over TLS or on this machine. */
  private static boolean isHosts(String origin, @Nullable String host) {
    Optional<String> given = IssuerAddress.normalized(origin);
    return host != null
        && given.isPresent()
        && Stream.of("https://", "http://")
            .map(scheme -> IssuerAddress.normalized(scheme + host))
            .filter(asked -> asked.filter(IssuerAddress::isSafe).isPresent())
            .anyMatch(given::equals);
  }
}
