package io.countersign.auth.web.session;

import io.countersign.auth.RefusedException;
import io.countersign.auth.guard.Refusal;
import io.countersign.auth.web.request.OtherOriginException;
import io.countersign.auth.web.session.PresentedCookie.None;
import io.countersign.auth.web.session.PresentedCookie.Token;
import io.countersign.auth.web.settings.IssuerAddress;
import io.countersign.auth.web.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * The cookie in which browsers keep the refresh token, out of reach of scripts (RFC 6265 §4.1.2).
 *
 * <p>Its path is the issuer's, where browsers reach {@code /auth}. If that is another path than
 * {@code /auth}, each answer that sets or removes the cookie also removes a cookie of the path
 * {@code /auth}. That one is of a version that knew no other path, and would be a second cookie of
 * the name.
 */
@ApplicationScoped
@NullUnmarked
public class RefreshCookie {

  static final String NAME = "__Secure-countersign-refresh";

  /** The form of a refresh token, which the codec checks more closely. */
  private static final Pattern FORM = Pattern.compile("csr_[A-Za-z0-9_-]{112}");

  private static final String ATTRIBUTES = "; HttpOnly; Secure; SameSite=Strict; Path=";

  @Inject Settings settings;

  private String path;
  private CookieOrigin sameOrigin;

  RefreshCookie() {}

  @PostConstruct
  void start() {
    IssuerAddress issuer = IssuerAddress.of(settings.issuer());
    path = issuer.path();
    sameOrigin = new CookieOrigin(issuer, settings.corsOrigins());
  }

  /**
   * The {@code Set-Cookie} headers that keep a token.
   *
   * @param maxAge for how long; empty until the browser is closed
   */
  List<String> keep(String refreshToken, Optional<Duration> maxAge) {
    String until = maxAge.map(age -> "; Max-Age=" + age.toSeconds()).orElse("");
    String kept = NAME + "=" + refreshToken + until + ATTRIBUTES + path;
    return Stream.concat(Stream.of(kept), removalOfDefaultPath()).toList();
  }

  /** The {@code Set-Cookie} headers that remove the token. */
  List<String> remove() {
    return Stream.concat(Stream.of(removal(path)), removalOfDefaultPath()).toList();
  }

  private Stream<String> removalOfDefaultPath() {
    return path.equals(IssuerAddress.DEFAULT_PATH)
        ? Stream.empty()
        : Stream.of(removal(IssuerAddress.DEFAULT_PATH));
  }

  private static String removal(String path) {
    return NAME + "=; Max-Age=0" + ATTRIBUTES + path;
  }

  /** Adds the {@code Set-Cookie} headers that remove the token to an answer. */
  Response removedWith(Response answer) {
    Response.ResponseBuilder removing = Response.fromResponse(answer);
    remove().forEach(cookie -> removing.header(HttpHeaders.SET_COOKIE, cookie));
    return removing.build();
  }

  /**
   * Answers a refusal of the token in the cookie. A 401 also removes the cookie, since its token is
   * dead.
   */
  Response refused(RefusedException refusal) {
    Response answer = Refusal.of(refusal);
    return answer.getStatus() == 401 ? removedWith(answer) : answer;
  }

  /**
   * Reads the request's cookie.
   *
   * @throws OtherOriginException when the cookie is there, usable or not, and the request is not
   *     known to come from the same origin
   */
  PresentedCookie read(HttpHeaders headers) {
    PresentedCookie cookie = PresentedCookie.in(linesOf(headers), NAME, FORM);
    if (!(cookie instanceof None)) {
      requireSameOrigin(headers);
    }
    return cookie;
  }

  /**
   * The token in the request's cookie, empty when there is no usable one.
   *
   * @throws OtherOriginException as {@link #read} does
   */
  Optional<String> token(HttpHeaders headers) {
    return read(headers) instanceof Token token ? Optional.of(token.value()) : Optional.empty();
  }

  private static List<String> linesOf(HttpHeaders headers) {
    List<String> lines = headers.getRequestHeader(HttpHeaders.COOKIE);
    return lines == null ? List.of() : lines;
  }

  private void requireSameOrigin(HttpHeaders headers) {
    sameOrigin
        .problem(
            headers.getHeaderString("Sec-Fetch-Site"),
            headers.getHeaderString("Origin"),
            headers.getHeaderString(HttpHeaders.HOST))
        .ifPresent(
            problem -> {
              throw new OtherOriginException(problem);
            });
  }
}
