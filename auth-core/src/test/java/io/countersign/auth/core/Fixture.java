package io.countersign.auth.core;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.keys.SigningSettings;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.password.HashingCost;
import io.countersign.auth.password.PasswordHasher;
import io.countersign.auth.spi.InMemoryDenylist;
import io.countersign.auth.spi.InMemoryFamilyEndings;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemoryKnownPlaces;
import io.countersign.auth.spi.InMemoryRefreshTokenStore;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.InMemoryUserStore;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.DenylistRevocationCheck;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A deployment in memory, wired as the real one is, with a clock that tests move. */
public final class Fixture {

  public static final SecureRandom RANDOM = new SecureRandom();
  public static final AccessTokenSettings ACCESS =
      new AccessTokenSettings(
          "https://auth.example",
          Set.of("shop"),
          Duration.ofMinutes(15),
          "JWT",
          Duration.ofSeconds(30));
  public static final RefreshTokenSettings STRICT =
      new RefreshTokenSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ZERO, false);

  public final TestClock clock = new TestClock();
  public final InMemoryUserStore users = new InMemoryUserStore();
  public final InMemoryRefreshTokenStore families = new InMemoryRefreshTokenStore(users);
  public final MasterKey masterKey = new MasterKey(SecretBytes.of(new byte[32]), RANDOM);
  final PasswordHasher hasher = new PasswordHasher(RANDOM, HashingCost.DEFAULT);
  final InMemoryDenylist denylist = users.denylist();
  public final InMemorySecurityEventStore eventStore = denylist.events();
  public final InMemoryKeyStore keys = new InMemoryKeyStore(eventStore);
  public final SecurityEvents events = new SecurityEvents(eventStore, List.of(), clock);
  final InMemoryFamilyEndings endings = new InMemoryFamilyEndings(families);
  final Revocations revocations = new Revocations(endings, denylist, denylist, events, clock);
  final List<RefreshOutcome> refreshes = new ArrayList<>();
  public final RevocationCheck revocationCheck = new DenylistRevocationCheck(denylist);
  public final AccountPasswords passwords = new AccountPasswords(users, hasher);
  public final Accounts accounts =
      new Accounts(
          users, passwords, new RoleBudget(ACCESS), revocations, events, UUID::randomUUID, clock);
  public final DirectoryAccounts directories = new DirectoryAccounts(users, passwords, accounts);
  public final CryptoProvider crypto;
  public final StoredKeyRing keyRing;
  public final RefreshTokenCodec codec = RefreshTokenCodec.open(keys, masterKey, RANDOM);
  public final AccessTokenIssuer issuer;
  public final JoseTokenVerifier verifier;
  public final RotatingTokenService service;

  /** The defaults. */
  public static SigningSettings signing(SigningAlgorithm algorithm) {
    return new SigningSettings(
        algorithm,
        2048,
        Optional.empty(),
        Duration.ofDays(30),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30));
  }

  public Fixture() {
    this(SigningAlgorithm.RS256, STRICT);
  }

  public Fixture(SigningAlgorithm algorithm, RefreshTokenSettings refresh) {
    this(algorithm, refresh, CryptoProvider.ofThisJava());
  }

  public Fixture(SigningAlgorithm algorithm, RefreshTokenSettings refresh, CryptoProvider crypto) {
    this.crypto = crypto;
    keyRing =
        StoredKeyRing.open(keys, masterKey, signing(algorithm), RANDOM, crypto, events, clock);
    issuer =
        new AccessTokenIssuer(
            keyRing, ACCESS, List.of(), UUID::randomUUID, crypto.signatures(), clock);
    verifier = new JoseTokenVerifier(keyRing, ACCESS, crypto.signatures(), clock);
    service =
        new RotatingTokenService(
            stores(families),
            codec,
            issuer,
            refresh,
            revocations,
            events,
            refreshes::add,
            UUID::randomUUID,
            clock);
  }

  /** What a service is made over, with these families. */
  SessionStores stores(RefreshTokenStore store) {
    return new SessionStores(users, store, families, eventStore, new InMemoryKnownPlaces(families));
  }

  /** A user with a password hash that nothing matches. */
  public UserAccount user() {
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
