package io.countersign.auth.web.service;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;
import java.util.UUID;

/**
 * The security context of a request that came with the name and password of a user.
 *
 * @param userId the user's id, which is the principal's name as it is with a token
 * @param roles the user's roles
 * @param isSecure whether the request came over TLS
 */
record BasicContext(UUID userId, Set<String> roles, boolean isSecure) implements SecurityContext {

  /** Copies the roles. */
  BasicContext {
    roles = Set.copyOf(roles);
  }

  @Override
  public Principal getUserPrincipal() {
    return userId::toString;
  }

  @Override
  public boolean isUserInRole(String role) {
    return roles.contains(role);
  }

  @Override
  public String getAuthenticationScheme() {
    return BASIC_AUTH;
  }
}
