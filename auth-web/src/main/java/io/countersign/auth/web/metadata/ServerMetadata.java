package io.countersign.auth.web.metadata;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.web.settings.IssuerAddress;
import jakarta.json.JsonArrayBuilder;
import java.util.Optional;

/**
 * The metadata of this authorization server (RFC 8414 §2).
 *
 * <p>It names no authorization endpoint and no token endpoint. There is none in the sense of RFC
 * 6749: login and refresh take JSON and know no OAuth clients. So no response type and no grant
 * type is supported. Both lists are there and empty. The first one is required, and without the
 * second one a client had to assume the authorization code and implicit grants.
 *
 * <p>It names no algorithms. The registered members are for ID tokens, which do not exist here, and
 * for signed answers. The algorithm of access tokens is that of the key, in the key set.
 */
final class ServerMetadata {

  private static final String BASIC = "client_secret_basic";

  /** Registered as a type of access tokens; only introspection may name those. */
  private static final String BEARER = "Bearer";

  private ServerMetadata() {}

  /**
   * The metadata as JSON, for callers that reach the server at its issuer's address.
   *
   * @return empty where the issuer is no URL: RFC 8414 needs one, and there is no address to tell
   */
  static Optional<String> of(String issuer) {
    IssuerAddress address = IssuerAddress.of(issuer);
    return address.origin().map(origin -> json(issuer, address));
  }

  private static String json(String issuer, IssuerAddress address) {
    return AnswerJson.object()
        .add("issuer", issuer)
        .add("jwks_uri", address.locate(".well-known", "jwks.json"))
        .add("introspection_endpoint", address.locate("introspect"))
        .add("introspection_endpoint_auth_methods_supported", list(BASIC, BEARER))
        .add("revocation_endpoint", address.locate("revoke"))
        .add("revocation_endpoint_auth_methods_supported", list(BASIC))
        .add("response_types_supported", list())
        .add("grant_types_supported", list())
        .add("subject_types_supported", list("public"))
        .build()
        .toString();
  }

  private static JsonArrayBuilder list(String... values) {
    JsonArrayBuilder list = AnswerJson.array();
    for (String value : values) {
      list.add(value);
    }
    return list;
  }
}
