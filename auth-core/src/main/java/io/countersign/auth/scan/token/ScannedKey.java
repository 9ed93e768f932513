package io.countersign.auth.scan.token;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** One key of a key set, read by jose4j as far as it can be. */
public final class ScannedKey {

  /** Members that nobody but the signer may know (RFC 7518 §6.2.2, §6.3.2). */
  public static final List<String> PRIVATE =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "priv");

  private final int index;
  private final Map<String, Object> members;
  private final Optional<Key> key;

  ScannedKey(int index, Map<String, Object> members) {
    this.index = index;
    this.members = members;
    this.key = read(members);
  }

  private static Optional<Key> read(Map<String, Object> members) {
    Map<String, Object> open = new LinkedHashMap<>(members);
    open.keySet().removeAll(PRIVATE);
    open.remove("x5c"); // a certificate is nobody's business here, and could fail the key
    try {
      JsonWebKey jwk = JsonWebKey.Factory.newJwk(open);
      Key key = jwk instanceof PublicJsonWebKey pair ? pair.getPublicKey() : jwk.getKey();
      return Optional.ofNullable(key).filter(ScannedKey::isOnItsCurve);
    } catch (JoseException | RuntimeException e) { // hostile members make jose4j throw anything
      return Optional.empty();
    }
  }

  private static boolean isOnItsCurve(Key key) {
    if (!(key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField() instanceof ECFieldFp field)) {
      return true;
    }
    EllipticCurve curve = ec.getParams().getCurve();
    BigInteger x = ec.getW().getAffineX();
    BigInteger y = ec.getW().getAffineY();
    if (x.max(y).compareTo(field.getP()) >= 0) {
      return false;
    }
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
    return y.pow(2).subtract(right).mod(field.getP()).signum() == 0;
  }

  /** Where it is, such as {@code keys[0]}. */
  public String path() {
    return "keys[" + index + "]";
  }

  /** Whether it has the member. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** A member that is a text, empty when it is none. */
  public String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  /** The id of the key, empty when it has none. */
  public String kid() {
    return text("kid");
  }

  /** The key type ({@code kty}), empty when it has none. */
  public String type() {
    return text("kty");
  }

  /** The public or symmetric key, empty when jose4j cannot make one of it. */
  public Optional<Key> key() {
    return key;
  }

  /** The RSA key, when it is one. */
  public Optional<RSAPublicKey> rsa() {
    return key.filter(RSAPublicKey.class::isInstance).map(RSAPublicKey.class::cast);
  }

  /** Whether it may be asked about a token of this algorithm. */
  boolean fits(String alg) {
    String own = text("alg");
    return type().equals(Algorithms.keyType(alg)) && (own.isEmpty() || own.equals(alg));
  }

  /** Whether asking it costs no more than this; a broken key costs nothing. */
  public boolean isWorth(Effort effort) {
    return key.map(effort::allows).orElse(true);
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "ScannedKey[]";
  }
}
