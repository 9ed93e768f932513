package io.countersign.auth.scan.live.service;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a resource is asked.
 *
 * @param target where it is
 * @param method by which method
 * @param headers what is sent besides the token
 * @param place where the token goes
 * @param body what is sent with it
 */
public record ResourceRequest(
    Target target,
    String method,
    Map<String, String> headers,
    TokenPlace place,
    Optional<String> body) {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?i)(proxy-)?authorization|.*(cookie|key|token|auth|session|secret).*");

  /** Copies the headers, and adds a type to a body that has none. */
  public ResourceRequest {
    headers = new LinkedHashMap<>(headers);
    if (body.isPresent() && headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
      headers.put(CONTENT_TYPE, "application/json");
    }
  }

  /**
   * A request with a token.
   *
   * @param token empty for none
   * @throws IllegalArgumentException when a header is none
   */
  public HttpRequest with(String token) {
    return request(place.with(token, headers));
  }

  /** A request without a token, and without what else may let somebody in. */
  HttpRequest bare() {
    Map<String, String> others = new LinkedHashMap<>(headers);
    others.keySet().removeIf(ResourceRequest::isCredential);
    return request(others);
  }

  private HttpRequest request(Map<String, String> all) {
    BodyPublisher content = body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody());
    HttpRequest.Builder request = HttpRequest.newBuilder(target.uri()).method(method, content);
    all.forEach(request::header);
    return request.build();
  }

  /** The names of headers that may let somebody in, empty when there are none. */
  String credentials() {
    return headers.keySet().stream()
        .filter(ResourceRequest::isCredential)
        .collect(Collectors.joining(", "));
  }

  private static boolean isCredential(String header) {
    return CREDENTIAL.matcher(header).matches();
  }

  /** Hides what may let somebody in. */
  @Override
  public String toString() {
    return "ResourceRequest[" + target.shown() + "]";
  }
}
