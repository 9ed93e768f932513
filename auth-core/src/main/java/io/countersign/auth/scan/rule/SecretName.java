package io.countersign.auth.scan.rule;

import io.countersign.auth.scan.token.ClaimName;
import java.util.Set;

/** Tells the name of a secret from a name that says something about one. */
final class SecretName {

  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "credential",
          "credentials",
          "apikey",
          "privatekey",
          "passwordhash");

  private static final Set<String> CREDENTIALS = Set.of("credential", "credentials");

  /** How a name begins that asks whether, when or how many. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "allow",
          "allows",
          "can",
          "count",
          "disable",
          "enable",
          "enforce",
          "force",
          "has",
          "have",
          "is",
          "max",
          "min",
          "must",
          "need",
          "needs",
          "no",
          "num",
          "require",
          "requires",
          "should",
          "supports",
          "use",
          "uses");

  /** How a name ends that says when, or for how long. */
  private static final Set<String> WHEN =
      Set.of(
          "after",
          "age",
          "at",
          "change",
          "changed",
          "changes",
          "created",
          "date",
          "days",
          "exp",
          "expiration",
          "expired",
          "expires",
          "expiry",
          "in",
          "interval",
          "lifetime",
          "modified",
          "on",
          "period",
          "rotated",
          "rotation",
          "seconds",
          "set",
          "since",
          "time",
          "timestamp",
          "ttl",
          "until",
          "updated",
          "validity");

  /** How a name ends that says whether, or how many. */
  private static final Set<String> WHETHER =
      Set.of(
          "allowed",
          "attempts",
          "compromised",
          "count",
          "disabled",
          "enabled",
          "exists",
          "flag",
          "leaked",
          "length",
          "needed",
          "present",
          "protected",
          "required",
          "score",
          "state",
          "status",
          "strength",
          "supported",
          "valid",
          "verified",
          "weak");

  /** Endings of names that tell which secret, or of which kind. */
  private static final Set<String> WHICH =
      Set.of(
          "alg",
          "algorithm",
          "category",
          "class",
          "complexity",
          "format",
          "id",
          "identifier",
          "identifiers",
          "ids",
          "issuer",
          "kind",
          "label",
          "level",
          "manager",
          "method",
          "methods",
          "mode",
          "name",
          "names",
          "policies",
          "policy",
          "profile",
          "provider",
          "ref",
          "reference",
          "rules",
          "schema",
          "scheme",
          "scope",
          "source",
          "store",
          "strategy",
          "type",
          "types",
          "vault",
          "version");

  /** How a name ends that says where. */
  private static final Set<String> WHERE =
      Set.of(
          "arn",
          "domain",
          "endpoint",
          "file",
          "host",
          "href",
          "link",
          "location",
          "page",
          "path",
          "uri",
          "uris",
          "url",
          "urls");

  private SecretName() {}

  /** Whether a value of this name is a secret, unless the value shows that it is not. */
  static boolean isSecret(ClaimName name) {
    return name.hasAny(SECRETS) && !isAbout(name);
  }

  /** Whether it is a credential in general, which may be one that a person shows to others. */
  static boolean isCredential(ClaimName name) {
    return name.hasAny(CREDENTIALS);
  }

  private static boolean isAbout(ClaimName name) {
    return name.beginsWithAny(QUESTIONS)
        || name.endsOnAny(WHEN)
        || name.endsOnAny(WHETHER)
        || name.endsOnAny(WHICH)
        || name.endsOnAny(WHERE);
  }
}
