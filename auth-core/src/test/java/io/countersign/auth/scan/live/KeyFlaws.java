package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.ES256;
import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Services that let a token choose its key. */
final class KeyFlaws {

  private static final Pattern UNION = Pattern.compile("' UNION SELECT '([^']*)'");
  private static final String RSA = "SHA256withRSA";
  private static final String ECDSA = "SHA256withECDSA";

  private KeyFlaws() {}

  static List<Flaw> all() {
    return List.of(
        Flaw.of("trusts jwk", RS256, (token, no) -> trustsJwk(token, RSA), "CS-LIVE-JWK"),
        Flaw.of("trusts jwk", ES256, (token, no) -> trustsJwk(token, ECDSA), "CS-LIVE-JWK"),
        Flaw.of("follows jku", RS256, (token, no) -> followsJku(token, true), "CS-LIVE-JKU"),
        Flaw.of("fetches jku", RS256, (token, no) -> followsJku(token, false), "CS-LIVE-FETCH"),
        Flaw.of("trusts x5c", RS256, (token, no) -> trustsX5c(token, RSA), "CS-LIVE-X5C"),
        Flaw.of("trusts x5c", ES256, (token, no) -> trustsX5c(token, ECDSA), "CS-LIVE-X5C"),
        Flaw.of("follows x5u", RS256, (token, no) -> followsX5u(token), "CS-LIVE-X5U"),
        Flaw.of("kid is a path", RS256, (token, no) -> readsKid(token), "CS-LIVE-KID-PATH"),
        Flaw.of("kid is SQL", RS256, (token, no) -> queriesKid(token), "CS-LIVE-KID-SQL"),
        Flaw.of("trusts JWE", RS256, (token, no) -> decrypts(token, RS256), "CS-LIVE-JWE"),
        Flaw.of("trusts JWE", ES256, (token, no) -> decrypts(token, ES256), "CS-LIVE-JWE"));
  }

  static boolean holds(String token, PublicKey key, String algorithm) {
    ParsedToken parsed = ParsedToken.of(token);
    return parsed.isSignedBy(
        key, algorithm.equals(ECDSA) ? "SHA256withECDSAinP1363Format" : algorithm);
  }

  private static boolean trustsJwk(String token, String algorithm) {
    try {
      return ParsedToken.of(token).header().get("jwk") instanceof Map<?, ?> map
          && holds(
              token,
              PublicJsonWebKey.Factory.newPublicJwk(JsonUtil.toJson(text(map))).getPublicKey(),
              algorithm);
    } catch (JoseException e) {
      return false;
    }
  }

  private static Map<String, Object> text(Map<?, ?> map) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put(String.valueOf(name), value));
    return members;
  }

  private static boolean followsJku(String token, boolean believes) {
    ParsedToken parsed = ParsedToken.of(token);
    if (!(parsed.header().get("jku") instanceof String jku)) {
      return false;
    }
    try {
      JsonWebKeySet keys = new JsonWebKeySet(fetch(jku));
      PublicJsonWebKey key =
          (PublicJsonWebKey) keys.findJsonWebKey(parsed.kid(), "RSA", "sig", null);
      return believes && key != null && holds(token, key.getPublicKey(), RSA);
    } catch (JoseException | IOException e) {
      return false;
    }
  }

  private static String fetch(String url) throws IOException {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static boolean trustsX5c(String token, String algorithm) {
    return ParsedToken.of(token).header().get("x5c") instanceof List<?> chain
        && certified(token, Base64.getDecoder().decode(String.valueOf(chain.get(0))), algorithm);
  }

  private static boolean followsX5u(String token) {
    try {
      return ParsedToken.of(token).header().get("x5u") instanceof String url
          && certified(token, fetch(url).getBytes(UTF_8), RSA);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean certified(String token, byte[] certificate, String algorithm) {
    try {
      return holds(
          token,
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate))
              .getPublicKey(),
          algorithm);
    } catch (CertificateException e) {
      return false;
    }
  }

  private static boolean readsKid(String token) {
    ParsedToken parsed = ParsedToken.of(token);
    try {
      return parsed.kid().startsWith("..")
          && parsed.hasMac(
              Files.readAllBytes(Path.of("/a/b/c/d").resolve(parsed.kid()).normalize()));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean queriesKid(String token) {
    ParsedToken parsed = ParsedToken.of(token);
    Matcher union = UNION.matcher(parsed.kid());
    return union.find() && parsed.hasMac(union.group(1).getBytes(UTF_8));
  }

  private static boolean decrypts(String token, TestIssuer issuer) {
    if (ParsedToken.of(token).part(4).isEmpty()) {
      return false;
    }
    try {
      JsonWebEncryption jwe = new JsonWebEncryption();
      jwe.setCompactSerialization(token);
      jwe.setKey(issuer.privateKey());
      return jwe.getPayload().contains("anna");
    } catch (JoseException e) {
      return false;
    }
  }
}
