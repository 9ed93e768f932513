package io.countersign.auth.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What is measured: one kind of request, from so many clients at a time. */
enum Row {
  /** A refresh token for the next one and an access token; each client has many sessions. */
  REFRESH("refresh", 16),

  /** What a token says of its bearer; Keycloak's userinfo, which looks at the session too. */
  ME("me", 8),

  /** Whether a token is good at this moment, asked of PostgreSQL. */
  ACTIVE("active", 8),

  /** The same, asked of Redis. */
  ACTIVE_REDIS("active-redis", 8),

  /** A password for tokens, each client its own user, each server with its default hash. */
  LOGIN("login", 8),

  /** The same with the parameters of Keycloak's default hash, 7 MiB and five passes. */
  LOGIN_EQUAL("login-equal", 8);

  /** Those that hash passwords. */
  static final Set<Row> HASHING = EnumSet.of(LOGIN, LOGIN_EQUAL);

  /** All others. */
  static final Set<Row> QUICK = EnumSet.complementOf(EnumSet.copyOf(HASHING));

  /** Those that take a server with other settings. */
  static final Set<Row> OTHER_SETTINGS = EnumSet.of(ACTIVE_REDIS, LOGIN_EQUAL);

  private final String key;
  private final int clients;

  Row(String key, int clients) {
    this.key = key;
    this.clients = clients;
  }

  /** Returns what the options call it. */
  String key() {
    return key;
  }

  int clients() {
    return clients;
  }

  static Row of(String key) {
    return Arrays.stream(values())
        .filter(row -> row.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no row " + key));
  }
}
