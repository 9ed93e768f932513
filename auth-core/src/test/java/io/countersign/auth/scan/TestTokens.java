package io.countersign.auth.scan;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Makes tokens member by member, as Countersign issues them unless told otherwise. */
public final class TestTokens {

  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  public static final long SECONDS = NOW.getEpochSecond();
  public static final KeyPair RSA = rsa(2048);
  public static final KeyPair EC = ec();
  public static final String JWKS =
      "{\"keys\":[" + jwk("rsa", "RS256") + "," + jwk("ec", "ES256") + "]}";

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private String secret = "kZ3m!Gq8w0#Vt5rN2xLp7eYd4bHs9uJc";

  private TestTokens(String alg) {
    with("alg", '"' + alg + '"');
    with("kid", alg.startsWith("ES") ? "\"ec\"" : "\"rsa\"");
    with("typ", "\"JWT\"");
    claim("iss", "\"https://auth.example\"")
        .claim("sub", "\"7b5d3f0e-4c7d-4d0c-9d0f-0d6f3a9a0001\"");
    claim("aud", "[\"shop\"]").claim("exp", "" + (SECONDS + 900)).claim("iat", "" + SECONDS);
    claim("jti", "\"0190a5b0-0000-7000-8000-000000000002\"");
    claim("sid", "\"0190a5b0-0000-7000-8000-000000000001\"").claim("upn", "\"anna\"");
    claim("groups", "[\"user\"]").claim("epoch", "0");
  }

  /** One of this type with no claims, signed with ES256. */
  public static TestTokens of(String typ) {
    TestTokens token = new TestTokens("ES256").with("typ", '"' + typ + '"');
    token.claims.clear();
    return token;
  }

  public static TestTokens rs256() {
    return new TestTokens("RS256");
  }

  public static TestTokens es256() {
    return new TestTokens("ES256");
  }

  public static TestTokens signedBy(String alg) {
    return new TestTokens(alg);
  }

  /** A header's member as JSON. */
  public TestTokens with(String name, String json) {
    header.put(name, json);
    return this;
  }

  public TestTokens without(String name) {
    header.remove(name);
    return this;
  }

  /** A claim as JSON. */
  public TestTokens claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  public TestTokens text(String name, String value) {
    return claim(name, '"' + value + '"');
  }

  public TestTokens unclaim(String name) {
    claims.remove(name);
    return this;
  }

  public TestTokens secret(String value) {
    secret = value;
    return this;
  }

  public String header() {
    return json(header);
  }

  public String claims() {
    return json(claims);
  }

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(it -> '"' + it.getKey() + "\":" + it.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The token, genuinely signed where the algorithm is RS256, ES256 or HS256. */
  public String token() {
    return token(header(), claims());
  }

  public String token(String headerText, String payloadText) {
    return token(utf8(headerText), utf8(payloadText));
  }

  public String token(byte[] headerOctets, byte[] payloadOctets) {
    String input = base64(headerOctets) + "." + base64(payloadOctets);
    return input + "." + base64(sign(header.getOrDefault("alg", ""), utf8(input)));
  }

  /** The token with this in place of its signature. */
  public String token(byte[] signature) {
    return base64(utf8(header())) + "." + base64(utf8(claims())) + "." + base64(signature);
  }

  /** An encrypted token with this header, whose other parts are noise. */
  public String encrypted() {
    return base64(utf8(header())) + ".a2V5.aXZpdml2aXZpdml2.Y2lwaGVy.dGFndGFndGFndGFndGFndA";
  }

  private byte[] sign(String alg, byte[] input) {
    try {
      if (alg.startsWith("\"HS")) {
        Mac mac = Mac.getInstance("HmacSHA" + alg.substring(3, 6));
        mac.init(new SecretKeySpec(utf8(secret), "HMAC"));
        return mac.doFinal(input);
      }
      boolean ecdsa = alg.equals("\"ES256\"");
      Signature signature =
          Signature.getInstance(ecdsa ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
      signature.initSign((ecdsa ? EC : RSA).getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of the two keys, public. */
  public static String jwk(String kid, String alg) {
    return jwk(kid, alg, kid.startsWith("ec") ? EC : RSA);
  }

  public static String jwk(String kid, String alg, KeyPair pair) {
    try {
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
      jwk.setKeyId(kid);
      jwk.setAlgorithm(alg);
      jwk.setUse("sig");
      return jwk.toJson();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String base64(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
