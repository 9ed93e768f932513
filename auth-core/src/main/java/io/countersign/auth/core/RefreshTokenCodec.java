package io.countersign.auth.core;

import io.countersign.auth.Device;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads refresh tokens.
 *
 * <p>A token is {@code csr_} and the base64url (RFC 4648 §5) of family, generation, a 256-bit
 * secret and an HMAC over these. The HMAC proves that this deployment issued the token, so a store
 * keeps one row for a family and still recognises every earlier generation, while a forged token
 * reaches no store. It does not make a token valid: that takes the secret, of which only a digest
 * is kept.
 *
 * <p>A successor's secret is derived from its parent's secret, a fresh 256-bit salt and a key of
 * the deployment. Within the retry window the parent and the kept salt give the same successor
 * again, without it ever having been stored; neither the database nor an old token alone gives it.
 */
public final class RefreshTokenCodec {

  private static final String PREFIX = "csr_";
  private static final int SECRET_OCTETS = 32;
  private static final int BODY_OCTETS = 16 + 4 + SECRET_OCTETS;
  private static final int TOKEN_OCTETS = BODY_OCTETS + 32;
  private static final int TOKEN_CHARACTERS = PREFIX.length() + TOKEN_OCTETS * 4 / 3;

  private final SecretKeySpec tagKey;
  private final SecretKeySpec successorKey;
  private final SecretKeySpec deviceKey;
  private final SecureRandom random;

  /**
   * A codec of a deployment.
   *
   * @param secret the deployment's 256-bit secret
   * @param random where secrets and salts come from
   */
  public RefreshTokenCodec(SecretBytes secret, SecureRandom random) {
    this.tagKey = subkey(secret, "countersign refresh-token tag");
    this.successorKey = subkey(secret, "countersign refresh-token successor");
    this.deviceKey = subkey(secret, "countersign refresh-token device");
    this.random = random;
  }

  /**
   * A codec with the deployment's secret, which the first start makes.
   *
   * @param secrets where the secret is kept
   * @param masterKey what it is sealed under
   * @param random where secrets and salts come from
   */
  public static RefreshTokenCodec open(
      SecretStore secrets, MasterKey masterKey, SecureRandom random) {
    String name = "refresh-token";
    SecretBytes candidate = masterKey.seal(name, randomBytes(random));
    SecretBytes kept = secrets.keepFirst(name, candidate);
    SecretBytes secret = masterKey.open(name, kept);
    masterKey.renew(name, kept).ifPresent(renewed -> secrets.replace(name, kept, renewed));
    return new RefreshTokenCodec(secret, random);
  }

  /** A token as its holder has it. */
  public static final class Token {
    private final RefreshTokenId id;
    private final byte[] octets;

    private Token(RefreshTokenId id, byte[] octets) {
      this.id = id;
      this.octets = octets;
    }

    /** Which generation of which family it is. */
    public RefreshTokenId id() {
      return id;
    }

    /** What the client keeps. */
    public String value() {
      return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** What the store keeps. */
    public SecretBytes digest() {
      try {
        return SecretBytes.of(MessageDigest.getInstance("SHA-256").digest(octets));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("SHA-256 is not available", e);
      }
    }

    @Override
    public String toString() {
      return "Token[" + id + "]";
    }
  }

  /** Generation 0 of a family. */
  public Token first(UUID family) {
    return token(new RefreshTokenId(family, 0), randomBytes(random).toByteArray());
  }

  /** A salt for {@link #successor}. */
  SecretBytes salt() {
    return randomBytes(random);
  }

  /** The next generation, as this parent and this salt give it: always the same. */
  Token successor(Token parent, SecretBytes salt) {
    RefreshTokenId id = new RefreshTokenId(parent.id.family(), parent.id.generation() + 1);
    return token(id, hmac(successorKey, parent.octets, salt.toByteArray()));
  }

  /** The keyed digest of a device's fingerprint, null when it shows none. */
  public @Nullable SecretBytes deviceDigest(Device device) {
    String fingerprint = device.fingerprint();
    return fingerprint == null ? null : deviceDigest(fingerprint);
  }

  /** The keyed digest of a device fingerprint. */
  SecretBytes deviceDigest(String fingerprint) {
    return SecretBytes.of(hmac(deviceKey, fingerprint.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a token of this deployment.
   *
   * @throws MalformedTokenException when it is anything else, a forgery included
   */
  public Token parse(String value) {
    if (value.length() != TOKEN_CHARACTERS || !value.startsWith(PREFIX)) {
      throw notOurs();
    }
    byte[] octets;
    try {
      octets = Base64.getUrlDecoder().decode(value.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    UUID family = new UUID(buffer.getLong(), buffer.getLong());
    int generation = buffer.getInt();
    byte[] secret = new byte[SECRET_OCTETS];
    buffer.get(secret);
    byte[] expected = hmac(tagKey, body(family, generation, secret));
    if (!MessageDigest.isEqual(expected, remaining(buffer)) || generation < 0) {
      throw notOurs();
    }
    return new Token(new RefreshTokenId(family, generation), octets);
  }

  /** The refresh token that a text is, empty when it is none of this deployment. */
  public Optional<Token> tryParse(String value) {
    try {
      return Optional.of(parse(value));
    } catch (MalformedTokenException e) {
      return Optional.empty();
    }
  }

  private Token token(RefreshTokenId id, byte[] secret) {
    byte[] body = body(id.family(), id.generation(), secret);
    return new Token(
        id, ByteBuffer.allocate(TOKEN_OCTETS).put(body).put(hmac(tagKey, body)).array());
  }

  private static byte[] body(UUID family, int generation, byte[] secret) {
    return ByteBuffer.allocate(BODY_OCTETS)
        .putLong(family.getMostSignificantBits())
        .putLong(family.getLeastSignificantBits())
        .putInt(generation)
        .put(secret)
        .array();
  }

  private static byte[] remaining(ByteBuffer buffer) {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }

  private static MalformedTokenException notOurs() {
    return new MalformedTokenException("it is no refresh token of this deployment");
  }

  /** HKDF-Expand (RFC 5869 §2.3) for one block; the secret is uniformly random already. */
  private static SecretKeySpec subkey(SecretBytes secret, String purpose) {
    SecretKeySpec key = new SecretKeySpec(secret.toByteArray(), "HmacSHA256");
    byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
    return new SecretKeySpec(hmac(key, info, new byte[] {1}), "HmacSHA256");
  }

  private static byte[] hmac(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
  }

  private static SecretBytes randomBytes(SecureRandom random) {
    byte[] octets = new byte[SECRET_OCTETS];
    random.nextBytes(octets);
    return SecretBytes.of(octets);
  }
}
