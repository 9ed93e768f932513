package io.countersign.auth.core;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.spi.InMemoryDenylist;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemoryRefreshTokenStore;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.InMemoryUserStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.UserAccount;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A deployment in memory, wired as the real one is, with a clock that tests move. */
final class Fixture {

  static final SecureRandom RANDOM = new SecureRandom();
  static final AccessTokenSettings ACCESS =
      new AccessTokenSettings(
          "https://auth.example",
          Set.of("shop"),
          Duration.ofMinutes(15),
          "JWT",
          Duration.ofSeconds(30));
  static final RefreshTokenSettings STRICT =
      new RefreshTokenSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ZERO, false);

  final TestClock clock = new TestClock();
  final InMemoryUserStore users = new InMemoryUserStore();
  final InMemoryRefreshTokenStore families = new InMemoryRefreshTokenStore(users);
  final MasterKey masterKey = new MasterKey(SecretBytes.of(new byte[32]), RANDOM);
  final PasswordHasher hasher = new PasswordHasher(RANDOM);
  final InMemoryDenylist denylist = users.denylist();
  final InMemorySecurityEventStore eventStore = denylist.events();
  final InMemoryKeyStore keys = new InMemoryKeyStore(eventStore);
  final SecurityEvents events = new SecurityEvents(eventStore, List.of(), clock);
  final Revocations revocations = new Revocations(families, denylist, denylist, events, clock);
  final RevocationCheck revocationCheck = new DenylistRevocationCheck(denylist);
  final Accounts accounts =
      new Accounts(
          users, hasher, new RoleBudget(ACCESS), revocations, events, UUID::randomUUID, clock);
  final CryptoProvider crypto;
  final StoredKeyRing keyRing;
  final RefreshTokenCodec codec = RefreshTokenCodec.open(keys, masterKey, RANDOM);
  final AccessTokenIssuer issuer;
  final JoseTokenVerifier verifier;
  final RotatingTokenService service;

  /** The defaults. */
  static SigningSettings signing(SigningAlgorithm algorithm) {
    return new SigningSettings(
        algorithm,
        2048,
        Optional.empty(),
        Duration.ofDays(30),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30));
  }

  Fixture() {
    this(SigningAlgorithm.RS256, STRICT);
  }

  Fixture(SigningAlgorithm algorithm, RefreshTokenSettings refresh) {
    this(algorithm, refresh, CryptoProvider.ofThisJava());
  }

  Fixture(SigningAlgorithm algorithm, RefreshTokenSettings refresh, CryptoProvider crypto) {
    this.crypto = crypto;
    keyRing =
        StoredKeyRing.open(keys, masterKey, signing(algorithm), RANDOM, crypto, events, clock);
    issuer = new AccessTokenIssuer(keyRing, ACCESS, List.of(), UUID::randomUUID, crypto, clock);
    verifier = new JoseTokenVerifier(keyRing, ACCESS, crypto, clock);
    service =
        new RotatingTokenService(
            users, families, codec, issuer, refresh, revocations, events, UUID::randomUUID, clock);
  }

  /** A user with a password hash that nothing matches. */
  UserAccount user() {
    UUID id = UUID.randomUUID();
    UserAccount user =
        new UserAccount(
            id,
            "user-" + id,
            UserAccount.LOCAL,
            "$argon2id$none",
            Set.of("user", "admin"),
            0,
            false,
            clock.instant());
    users.add(user, Report.nothing());
    return user;
  }
}
