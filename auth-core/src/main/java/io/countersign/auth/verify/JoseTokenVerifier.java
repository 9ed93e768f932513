package io.countersign.auth.verify;

import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.spi.keys.VerificationKeys;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens. A token that is not canonical never reaches jose4j. jose4j does the
 * cryptography, with the one key that the header's {@code kid} names, and with this key's one
 * algorithm.
 */
public final class JoseTokenVerifier extends TokenVerifier {

  private final JoseSignatures signatures;
  private final HeaderRules headerRules;
  private final ClaimRules claimRules;
  private final String type;

  /** The header of the last accepted token, as it was read: all tokens of one key have the same. */
  private volatile Header lastHeader = new Header(new byte[0], Map.of());

  /**
   * A verifier by this Java's own cryptography.
   *
   * @param keys which keys are trusted
   * @param settings issuer, audience, type and clock skew
   * @param clock what {@code exp}, {@code iat} and {@code nbf} are held against
   */
  public JoseTokenVerifier(VerificationKeys keys, AccessTokenSettings settings, Clock clock) {
    this(keys, settings, JoseSignatures.ofThisJava(), clock);
  }

  /**
   * A verifier.
   *
   * @param keys which keys are trusted
   * @param settings issuer, audience, type and clock skew
   * @param signatures the cryptography
   * @param clock what {@code exp}, {@code iat} and {@code nbf} are held against
   */
  public JoseTokenVerifier(
      VerificationKeys keys, AccessTokenSettings settings, JoseSignatures signatures, Clock clock) {
    this.signatures = signatures;
    this.headerRules = new HeaderRules(keys);
    this.claimRules = new ClaimRules(settings, clock);
    this.type = settings.type();
  }

  @Override
  public VerifiedToken verify(String compactToken) {
    return verified(compactToken, examine(compactToken).claims());
  }

  /** A header's octets and what was read in them. */
  private static final class Header {
    private final byte[] octets;
    private final Map<String, @Nullable Object> members;

    Header(byte[] octets, Map<String, @Nullable Object> members) {
      this.octets = octets;
      this.members = members;
    }
  }

  /**
   * What a token says, once its signature has been checked.
   *
   * @param header the header, which names the key
   * @param claims the claims
   */
  record Contents(Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims) {

    /** Hides everything. */
    @Override
    public String toString() {
      return "Contents[]";
    }
  }

  /** Checks everything about a token. */
  Contents examine(String compactToken) {
    CompactJws jws = CompactJws.parse(compactToken);
    Header header = header(jws.header());
    Contents contents = new Contents(header.members, object(jws.payload()));
    signatures.require(jws, headerRules.keyFor(contents.header()));
    judge(contents);
    lastHeader = header;
    return contents;
  }

  private Header header(byte[] octets) {
    Header last = lastHeader;
    return Arrays.equals(last.octets, octets) ? last : new Header(octets, object(octets));
  }

  /** Checks what may have changed about contents that were examined before: key and time. */
  void examineAgain(Contents contents) {
    headerRules.keyFor(contents.header());
    judge(contents);
  }

  private void judge(Contents contents) {
    claimRules.check(contents.claims());
    HeaderRules.requireType(contents.header(), type);
  }

  private static Map<String, @Nullable Object> object(byte[] octets) {
    try {
      return StrictJson.object(octets);
    } catch (NotStrictJsonException e) {
      throw new MalformedTokenException("its header or payload is not a strict JSON object");
    }
  }
}
