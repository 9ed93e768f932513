package io.countersign.auth.scan.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** A token as a careless service takes it apart. */
final class ParsedToken {

  private final String[] parts;
  private final Map<String, Object> header;

  private ParsedToken(String text) {
    parts = Arrays.copyOf(text.split("\\.", -1), 5);
    for (int index = 0; index < parts.length; index++) {
      parts[index] = parts[index] == null ? "" : parts[index];
    }
    header = json(parts[0]);
  }

  static ParsedToken of(String text) {
    return new ParsedToken(text);
  }

  private static Map<String, Object> json(String part) {
    try {
      return JsonUtil.parseJson(new String(octets(part), UTF_8));
    } catch (JoseException | IllegalArgumentException e) {
      return Map.of();
    }
  }

  private static byte[] octets(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  Map<String, Object> header() {
    return header;
  }

  String alg() {
    return String.valueOf(header.get("alg"));
  }

  String kid() {
    return String.valueOf(header.get("kid"));
  }

  byte[] signature() {
    return octets(parts[2]);
  }

  String part(int index) {
    return parts[index];
  }

  /** Whether the HMAC holds by a secret. */
  boolean hasMac(byte[] secret) {
    try {
      if (!alg().startsWith("HS")) {
        return false;
      }
      String algorithm = "HmacSHA" + alg().substring(2);
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, algorithm));
      return Arrays.equals(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)), signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether the signature holds by a key, in the JCA's words for the algorithm. */
  boolean isSignedBy(PublicKey key, String algorithm) {
    return isSignature(parts[0] + "." + parts[1], key, algorithm, signature());
  }

  static boolean isSignature(String input, PublicKey key, String algorithm, byte[] octets) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(key);
      signature.update(input.getBytes(UTF_8));
      return signature.verify(octets);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
