package io.countersign.auth.web.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Refuses query parameters that an operation does not know or that are there twice, and a body that
 * it does not read. The client means something by them that would not be done. A body of a GET, a
 * HEAD or an OPTIONS means nothing (RFC 9110 §9.3) and is ignored.
 */
final class KnownFieldsFilter implements ContainerRequestFilter {

  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> parameters;
  private final boolean readsBody;

  /**
   * A filter of one operation.
   *
   * @param parameters the names of its query parameters
   * @param readsBody whether it reads the body itself
   */
  KnownFieldsFilter(Set<String> parameters, boolean readsBody) {
    this.parameters = Set.copyOf(parameters);
    this.readsBody = readsBody;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    requireKnown(new TreeMap<>(request.getUriInfo().getQueryParameters()));
    if (!readsBody && !WITHOUT_BODY.contains(request.getMethod())) {
      RequestFields.read(request.getMediaType(), request.getEntityStream(), Set.of());
    }
  }

  private void requireKnown(Map<String, List<String>> query) {
    query.forEach(
        (name, values) -> {
          if (!parameters.contains(name)) {
            throw InvalidRequestException.unknown(name, parameters, "query parameter");
          }
          if (values.size() > 1) {
            throw new InvalidRequestException(name, "is there more than once");
          }
        });
  }
}
