package io.countersign.auth.testkit;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.RefusalCode;
import io.countersign.auth.RefusedException;
import io.countersign.auth.VerifiedToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;

/** What is at which path. */
final class Endpoints {

  /** Applications read the keys anew each second, so that a test need not wait for a rotation. */
  private static final int MAX_AGE = 1;

  private static final String SCHEME = "bearer ";

  private final TestCountersign countersign;

  Endpoints(TestCountersign countersign) {
    this.countersign = countersign;
  }

  /**
   * Answers a GET.
   *
   * @param path the path, such as {@code /auth/me/active}
   * @param authorization the header {@code Authorization}
   */
  Reply get(String path, Optional<String> authorization) {
    return switch (path) {
      case "/auth/.well-known/jwks.json" -> Reply.document(countersign.keySetDocument(), MAX_AGE);
      case "/auth/.well-known/oauth-authorization-server",
          "/auth/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server/auth",
          "/.well-known/openid-configuration/auth" ->
          Reply.document(JsonUtil.toJson(metadata()), MAX_AGE);
      case "/auth/me/active" -> active(authorization);
      default -> Reply.problem(404, RefusalCode.NOT_FOUND, "There is nothing here.");
    };
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", countersign.issuer());
    metadata.put("jwks_uri", countersign.keySet().toString());
    metadata.put("response_types_supported", List.of());
    metadata.put("grant_types_supported", List.of());
    metadata.put("subject_types_supported", List.of("public"));
    return metadata;
  }

  private Reply active(Optional<String> authorization) {
    Optional<String> token =
        authorization
            .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(SCHEME))
            .map(it -> it.substring(SCHEME.length()).strip());
    if (token.isEmpty()) {
      return Reply.unauthorized(RefusalCode.MALFORMED_TOKEN, "A bearer token is needed.", "Bearer");
    }
    try {
      VerifiedToken verified = countersign.verifier().verify(token.get());
      countersign.revocationCheck().requireNotRevoked(verified);
      return Reply.of(
          Map.of(
              "active",
              true,
              ClaimNames.TOKEN_ID,
              verified.getTokenID(),
              ClaimNames.EXPIRATION_TIME,
              verified.getExpirationTime()));
    } catch (RefusedException e) {
      return Reply.unauthorized(e.code(), e.getMessage(), "Bearer error=\"invalid_token\"");
    }
  }
}
