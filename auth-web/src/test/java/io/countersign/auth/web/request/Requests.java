package io.countersign.auth.web.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests that have a peer and headers, and nothing else. */
public final class Requests {

  private Requests() {}

  /** A request from a peer, with its headers' lines by name. */
  public static HttpServletRequest from(@Nullable String peer, Map<String, List<String>> headers) {
    Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    lines.putAll(headers);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            Requests.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getHeaders" ->
                      Collections.enumeration(lines.getOrDefault((String) arguments[0], List.of()));
                  case "getHeader" ->
                      lines.getOrDefault((String) arguments[0], List.of()).stream()
                          .findFirst()
                          .orElse(null);
                  default ->
                      throw new UnsupportedOperationException(
                          method.getName().toLowerCase(Locale.ROOT));
                });
  }

  /** The headers of a request with JSON in its body. */
  public static HttpHeaders headers(Map<String, String> lines) {
    Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(lines);
    return (HttpHeaders)
        Proxy.newProxyInstance(
            Requests.class.getClassLoader(),
            new Class<?>[] {HttpHeaders.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getMediaType" -> MediaType.APPLICATION_JSON_TYPE;
                  case "getHeaderString" -> named.get((String) arguments[0]);
                  case "getRequestHeader" ->
                      named.containsKey((String) arguments[0])
                          ? List.of(named.get((String) arguments[0]))
                          : null;
                  default ->
                      throw new UnsupportedOperationException(
                          method.getName().toLowerCase(Locale.ROOT));
                });
  }
}
