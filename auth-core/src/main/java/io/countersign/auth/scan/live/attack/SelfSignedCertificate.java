package io.countersign.auth.scan.live.attack;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * An X.509 certificate (RFC 5280) that nobody vouches for; the JDK has no public way to make one.
 */
public final class SelfSignedCertificate {

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String COMMON_NAME = "550403";
  private static final String SHA256_WITH_RSA = "2a864886f70d01010b";
  private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";

  private final byte[] der;

  /** Of a key pair, from a day before to a day after. */
  SelfSignedCertificate(KeyPair pair, Instant now) {
    boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
    byte[] algorithm =
        rsa
            ? Der.sequence(Der.oid(SHA256_WITH_RSA), Der.nothing())
            : Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] name =
        Der.sequence(
            Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8("countersign live scan"))));
    Duration day = Duration.ofDays(1);
    byte[] content =
        Der.sequence(
            Der.integer(BigInteger.ONE),
            algorithm,
            name,
            Der.sequence(
                Der.utcTime(UTC_TIME.format(now.minus(day))),
                Der.utcTime(UTC_TIME.format(now.plus(day)))),
            name,
            pair.getPublic().getEncoded());
    der = Der.sequence(content, algorithm, Der.bits(signed(content, pair, rsa)));
  }

  private static byte[] signed(byte[] content, KeyPair pair, boolean rsa) {
    try {
      Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs so", e);
    }
  }

  /** As an {@code x5c} has it. */
  String base64() {
    return Base64.getEncoder().encodeToString(der);
  }

  /** As an {@code x5u} delivers it. */
  public String pem() {
    return Pem.of("CERTIFICATE", der);
  }
}
