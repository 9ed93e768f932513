package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoleBudgetTest {

  private static AccessTokenSettings withIssuer(String issuer) {
    return new AccessTokenSettings(
        issuer, Set.of("shop"), Duration.ofMinutes(15), "at+jwt", Duration.ZERO);
  }

  /** Roles that take so many octets with all that JSON puts around them. */
  private static Set<String> rolesOf(int octets) {
    Set<String> roles = new HashSet<>();
    int left = octets - "{\"\":[]}".length() + 1; // as if a comma followed the last
    while (left > 0) {
      int taken = left < 250 ? left : 200;
      roles.add("%04d".formatted(roles.size()) + "x".repeat(taken - "0000\"\",".length()));
      left -= taken;
    }
    return roles;
  }

  @Test
  void allows_rolesOfJustTheBudget_andNotOneOctetMore() {
    RoleBudget budget = new RoleBudget(Fixture.ACCESS);
    assertThat(budget.allows(rolesOf(budget.octets()))).isTrue();
    assertThat(budget.allows(rolesOf(budget.octets() + 1))).isFalse();
  }

  @Test
  void octets_longerIssuer_leavesLess() {
    int octets = new RoleBudget(withIssuer("https://a")).octets();
    assertThat(new RoleBudget(withIssuer("https://ab\u00e4")).octets()).isEqualTo(octets - 3);
  }

  @Test
  void budget_tooLittleForRoles_isRefused() {
    int spare = new RoleBudget(withIssuer("i")).octets() - 1_024;
    String longest = "i".repeat(1 + spare);
    assertThat(new RoleBudget(withIssuer(longest)).octets()).isEqualTo(1_024);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> new RoleBudget(withIssuer(longest + "i")))
        .withMessageStartingWith("countersign.audience ");
  }

  /** The longest of everything: name, key, numbers and roles. */
  @Test
  void fits_rolesOfJustTheBudget_makeATokenThatIsShortEnough() throws Exception {
    AccessTokenSettings settings = withIssuer("https://auth.example");
    AccessTokenIssuer issuer =
        new AccessTokenIssuer(
            new OneKey(rsa(8192)), settings, List.of(), UUID::randomUUID, new TestClock());
    Subject subject =
        new Subject(
            UUID.randomUUID(),
            "\u5b89".repeat(Usernames.LONGEST),
            rolesOf(new RoleBudget(settings).octets()),
            Integer.MAX_VALUE,
            UUID.randomUUID());
    assertThatCode(() -> issuer.prepare(subject)).doesNotThrowAnyException();
  }

  /** A key that is measured only: nothing could be signed with it. */
  private static PrivateKey rsa(int bits) throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new RSAPrivateKeySpec(modulus, BigInteger.TEN));
  }

  private record OneKey(PrivateKey key) implements KeyRing {

    @Override
    public SigningKey signingKey() {
      return new SigningKey("k".repeat(43), SigningAlgorithm.RS256, key);
    }

    @Override
    public Optional<VerificationKey> verificationKey(String kid) {
      return Optional.empty();
    }

    @Override
    public List<VerificationKey> verificationKeys() {
      return List.of();
    }
  }
}
