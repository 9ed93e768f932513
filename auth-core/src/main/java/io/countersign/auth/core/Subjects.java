package io.countersign.auth.core;

import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Grant;
import java.util.Set;

/** Whom the access tokens of a session speak for. */
final class Subjects {

  private Subjects() {}

  /** The user of a grant, for all audiences of the session. */
  static Subject of(Grant grant) {
    return of(grant, grant.terms().audience());
  }

  /** The user of a grant, for these audiences. */
  static Subject of(Grant grant, Set<String> audience) {
    return new Subject(
        grant.userId(),
        grant.username(),
        grant.roles(),
        grant.epoch(),
        grant.token().family(),
        grant.terms().authenticatedAt(),
        audience);
  }

  /** The user of a family, for all audiences of the session. */
  static Subject of(FamilyState family) {
    return new Subject(
        family.userId(),
        family.username(),
        family.roles(),
        family.epoch(),
        family.id(),
        family.terms().authenticatedAt(),
        family.terms().audience());
  }
}
