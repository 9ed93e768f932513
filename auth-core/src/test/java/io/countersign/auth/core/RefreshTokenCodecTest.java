package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.verify.InvalidSettingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshTokenCodecTest {

  private static final UUID FAMILY = UUID.fromString("0190a5b0-0000-7000-8000-000000000001");

  private final RefreshTokenCodec codec = codec(7);

  private static RefreshTokenCodec codec(int secret) {
    byte[] octets = new byte[32];
    octets[0] = (byte) secret;
    return new RefreshTokenCodec(SecretBytes.of(octets), Fixture.RANDOM);
  }

  private void refused(String value) {
    assertThatExceptionOfType(MalformedTokenException.class)
        .isThrownBy(() -> codec.parse(value))
        .withMessageNotContaining("csr_");
  }

  @Test
  void parse_ownToken_givesItBack() {
    Token token = codec.first(FAMILY);
    Token parsed = codec.parse(token.value());
    assertThat(parsed.id()).isEqualTo(token.id());
    assertThat(parsed.digest()).isEqualTo(token.digest());
    assertThat(parsed.value()).isEqualTo(token.value());
    assertThat(parsed.id().generation()).isZero();
  }

  @Test
  void value_isUrlSafeAndShort() {
    assertThat(codec.first(FAMILY).value()).matches("csr_[A-Za-z0-9_-]{112}");
  }

  @Test
  void toString_hidesTheSecret() {
    Token token = codec.first(FAMILY);
    assertThat(token.toString()).contains(FAMILY + ".0").doesNotContain(token.value());
  }

  @Test
  void first_manyTimes_isNeverTheSame() {
    Set<String> values = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      values.add(codec.first(FAMILY).value());
    }
    assertThat(values).hasSize(1_000);
  }

  @Test
  void successor_sameParentAndSalt_isTheSameNextGeneration() {
    Token parent = codec.first(FAMILY);
    SecretBytes salt = codec.salt();
    Token successor = codec.successor(parent, salt);
    assertThat(successor.id().generation()).isEqualTo(1);
    assertThat(successor.id().family()).isEqualTo(FAMILY);
    assertThat(codec.successor(codec.parse(parent.value()), salt).value())
        .isEqualTo(successor.value());
  }

  @Test
  void successor_otherSaltParentOrDeployment_isAnother() {
    Token parent = codec.first(FAMILY);
    SecretBytes salt = codec.salt();
    Set<String> values =
        Set.of(
            codec.successor(parent, salt).value(),
            codec.successor(parent, codec.salt()).value(),
            codec.successor(codec.first(FAMILY), salt).value(),
            codec(8).successor(parent, salt).value());
    assertThat(values).hasSize(4);
  }

  @Test
  void parse_anyCharacterChanged_isRefused() {
    String value = codec.first(FAMILY).value();
    for (int i = 0; i < value.length(); i++) {
      char other = value.charAt(i) == 'A' ? 'B' : 'A';
      refused(value.substring(0, i) + other + value.substring(i + 1));
    }
  }

  @Test
  void parse_anotherDeploymentsToken_isRefused() {
    refused(codec(8).first(FAMILY).value());
  }

  @Test
  void parse_otherLengthOrAlphabet_isRefused() {
    String value = codec.first(FAMILY).value();
    for (String wrong :
        List.of(
            "",
            "csr_",
            value + "A",
            value.substring(1),
            value.substring(0, value.length() - 1),
            value.substring(0, value.length() - 1) + "=",
            value.substring(0, value.length() - 1) + "+",
            value.substring(0, value.length() - 1) + "é",
            "x".repeat(value.length()))) {
      refused(wrong);
    }
  }

  @Test
  void deviceDigest_isKeyed() {
    String fingerprint = "0123456789abcdef";
    assertThat(codec.deviceDigest(fingerprint)).isEqualTo(codec.deviceDigest(fingerprint));
    assertThat(codec.deviceDigest(fingerprint)).isNotEqualTo(codec(8).deviceDigest(fingerprint));
    assertThat(codec.deviceDigest(fingerprint)).isNotEqualTo(codec.deviceDigest(fingerprint + "0"));
  }

  @Test
  void open_secondNode_readsTheFirstNodesTokens() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    MasterKey masterKey = new MasterKey(SecretBytes.of(new byte[32]), Fixture.RANDOM);
    Token token = RefreshTokenCodec.open(store, masterKey, Fixture.RANDOM).first(FAMILY);
    RefreshTokenCodec second = RefreshTokenCodec.open(store, masterKey, Fixture.RANDOM);
    assertThat(second.parse(token.value()).id()).isEqualTo(token.id());
  }

  @Test
  void open_changedMasterKey_readsTheTokensOfBefore() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    MasterKey before = new MasterKey(SecretBytes.of(new byte[32]), Fixture.RANDOM);
    byte[] octets = new byte[32];
    octets[0] = 1;
    MasterKey now = new MasterKey(SecretBytes.of(octets), Fixture.RANDOM);
    Token token = RefreshTokenCodec.open(store, before, Fixture.RANDOM).first(FAMILY);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> RefreshTokenCodec.open(store, now, Fixture.RANDOM));
    RefreshTokenCodec.open(store, now.after(before), Fixture.RANDOM);
    RefreshTokenCodec changed = RefreshTokenCodec.open(store, now, Fixture.RANDOM);
    assertThat(changed.parse(token.value()).id()).isEqualTo(token.id());
  }
}
