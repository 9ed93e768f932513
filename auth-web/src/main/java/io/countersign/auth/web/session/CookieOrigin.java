package io.countersign.auth.web.session;

import io.countersign.auth.web.settings.CorsOrigins;
import io.countersign.auth.web.settings.IssuerAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What browsers say of where a request comes from: Fetch Metadata where they send it, else the
 * origin (RFC 6454 §7). A request that rides on a cookie has to come from the issuer's own, or from
 * one that the deployment names and that is of the same site: to any other, no browser sends a
 * cookie that is {@code SameSite=Strict}.
 */
final class CookieOrigin {

  private final IssuerAddress issuer;
  private final CorsOrigins others;

  /**
   * A judgement.
   *
   * @param others origins of which those of the same site are as good as the issuer's own
   */
  CookieOrigin(IssuerAddress issuer, CorsOrigins others) {
    this.issuer = issuer;
    this.others = others;
  }

  /**
   * Says why a request may not ride on the cookie.
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
    if (others.include(origin)) { // that it is of the same site, its browser says by the cookie
      return Optional.empty();
    }
    if (issuer.origin().isPresent()) {
      return IssuerAddress.normalized(origin).equals(issuer.origin())
          ? Optional.empty()
          : Optional.of("Origin is not the issuer's.");
    }
    return isHosts(origin, host) ? Optional.empty() : Optional.of("Origin is not that of Host.");
  }

  /** Over TLS, or on this machine. */
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
