package io.countersign.auth.web.service;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Introspection.Active;
import io.countersign.auth.core.Introspection.ActiveAccessToken;
import io.countersign.auth.core.Introspection.ActiveRefreshToken;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.FamilyState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes introspection answers (RFC 7662 §2.2). */
final class IntrospectionAnswer {

  private IntrospectionAnswer() {}

  /** The answer. Of a token that is not active, it says nothing else. */
  static String of(Optional<Active> token) {
    Map<String, Object> members = token.map(IntrospectionAnswer::members).orElseGet(TreeMap::new);
    members.put("active", token.isPresent());
    return AnswerJson.object(members).build().toString();
  }

  private static Map<String, Object> members(Active active) {
    return active instanceof ActiveAccessToken access
        ? ofAccessToken(access.token())
        : ofRefreshToken(((ActiveRefreshToken) active).family());
  }

  /** All claims, which the holder of the token can read anyway. */
  private static Map<String, Object> ofAccessToken(VerifiedToken token) {
    Map<String, Object> members = new TreeMap<>();
    token.getClaimNames().forEach(name -> members.put(name, token.getClaim(name)));
    members.put("token_type", "Bearer");
    members.put("username", token.getName());
    return members;
  }

  /** Without {@code token_type}, issuer and audience, so that nobody takes it for another token. */
  private static Map<String, Object> ofRefreshToken(FamilyState family) {
    Map<String, Object> members = new TreeMap<>();
    members.put(ClaimNames.SUBJECT, family.userId().toString());
    members.put("username", family.username());
    members.put(ClaimNames.EXPIRATION_TIME, family.expiresAt().getEpochSecond());
    members.put(ClaimNames.ISSUED_AT, family.lastUsedAt().getEpochSecond());
    members.put(ClaimNames.SESSION_ID, family.id().toString());
    return members;
  }
}
