package io.countersign.auth.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses requests for which JAX-RS would fail to find a resource, or find another one. */
@Provider
@PreMatching
@ApplicationScoped
public class RequestFormFilter implements ContainerRequestFilter {

  /**
   * The console's address, the only one with a slash at its end; some servers begin it with one.
   */
  private static final Set<String> CONSOLE = Set.of("console/", "/console/");

  /** A malformed weight (RFC 9110 §12.4.2). */
  private static final Pattern MALFORMED_WEIGHT =
      Pattern.compile("(?i);\\s*q\\s*=(?!\\s*[01](?:\\.\\d{0,3})?\\s*(?:[,;]|$))");

  /** For JAX-RS. */
  public RequestFormFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (path.endsWith("/") && !CONSOLE.contains(path)) {
      throw new NotFoundException(); // "sessions/" with its id forgotten is not "sessions"
    }
    requireNoControlCharacters(request);
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    if (accept != null && MALFORMED_WEIGHT.matcher(accept).find()) {
      throw new InvalidRequestException(HttpHeaders.ACCEPT, "is malformed");
    }
  }

  /**
   * Refuses control characters other than a tab. RFC 9110 §5.5 calls them dangerous, and no server
   * refuses them everywhere.
   */
  private static void requireNoControlCharacters(ContainerRequestContext request) {
    for (List<String> values : request.getHeaders().values()) {
      for (String value : values) {
        if (hasControlCharacter(value)) {
          throw InvalidRequestException.header("has a control character");
        }
      }
    }
  }

  /** Uses no pattern, which would cost more than all else here: tokens are long. */
  private static boolean hasControlCharacter(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        return true;
      }
    }
    return false;
  }
}
