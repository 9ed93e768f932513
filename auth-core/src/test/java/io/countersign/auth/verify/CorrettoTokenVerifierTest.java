package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the verifier does with this Java's own cryptography, it does with Corretto's, on the
 * platforms for which the build takes its library; and each reads what the other signed.
 */
class CorrettoTokenVerifierTest extends JoseTokenVerifierTest {

  private static final Set<String> PLATFORMS =
      Set.of("Linux amd64", "Linux aarch64", "Mac OS X aarch64");

  private static final class Opened {
    static final CryptoProvider CORRETTO =
        CryptoProvider.open(CryptoProvider.Choice.CORRETTO, Fixture.RANDOM);
    static final Fixture RS256 = new Fixture(SigningAlgorithm.RS256, Fixture.STRICT, CORRETTO);
  }

  @Override
  Fixture deployment() {
    return Opened.RS256;
  }

  @BeforeAll
  static void requirePlatform() {
    assumeTrue(isForThisPlatform(), "the build has no library for this platform");
  }

  static boolean isForThisPlatform() {
    return PLATFORMS.contains(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  static CryptoProvider corretto() {
    return Opened.CORRETTO;
  }

  @Test
  void open_onItsPlatform_doesNotFallBack() {
    assertThat(corretto()).isNotSameAs(CryptoProvider.ofThisJava());
  }

  @ParameterizedTest
  @EnumSource
  void issue_byEitherProvider_isVerifiedByTheOther(SigningAlgorithm algorithm) {
    Fixture fast = new Fixture(algorithm, Fixture.STRICT, corretto());
    CryptoProvider java = CryptoProvider.ofThisJava();
    StoredKeyRing sameKeys =
        StoredKeyRing.open(
            fast.keys,
            fast.masterKey,
            Fixture.signing(algorithm),
            Fixture.RANDOM,
            java,
            fast.events,
            fast.clock);
    Clock clock = fast.clock;
    JoseTokenVerifier verifier =
        new JoseTokenVerifier(sameKeys, Fixture.ACCESS, java.signatures(), clock);
    AccessTokenIssuer issuer =
        new AccessTokenIssuer(
            sameKeys, Fixture.ACCESS, List.of(), UUID::randomUUID, java.signatures(), clock);
    Subject subject = new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null);

    verifier.verify(fast.issuer.issue(subject).value());
    fast.verifier.verify(issuer.issue(subject).value());
    assertThat(fast.keyRing.signingKey().kid()).isEqualTo(sameKeys.signingKey().kid());
    assertThat(fast.keyRing.publishedKeySet().json()).isEqualTo(sameKeys.publishedKeySet().json());
  }

  @ParameterizedTest
  @EnumSource
  void open_keyRing_holdsTheProvidersOwnKeys(SigningAlgorithm algorithm) {
    Fixture fast = new Fixture(algorithm, Fixture.STRICT, corretto());
    String own = "com.amazon.corretto.crypto.provider";
    assertThat(fast.keyRing.signingKey().privateKey().getClass().getPackageName()).isEqualTo(own);
    assertThat(fast.keyRing.verificationKeys())
        .allSatisfy(key -> assertThat(key.publicKey().getClass().getPackageName()).isEqualTo(own));
  }
}
