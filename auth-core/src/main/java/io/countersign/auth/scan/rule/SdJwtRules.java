package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;

import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.LenientJson;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.Segment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what an SD-JWT discloses is what its issuer signed. */
final class SdJwtRules {

  /** RFC 9901 §4.1.1 names these by IANA's names. */
  private static final Map<String, String> DIGESTS =
      Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");

  static final Rule<Scan> DISCLOSURE =
      new Rule<>(
          new RuleInfo(
              "CS-SDJWT-DISCLOSURE",
              HIGH,
              "A disclosure that the issuer did not sign",
              "Its digest is not in the token: a verifier that takes it takes whatever the holder"
                  + " writes.",
              "Refuse an SD-JWT whose disclosures have not each their digest in it.",
              rfc(9901, "7.1"),
              cwe(347)),
          (scan, found) -> {
            ScannedToken token = scan.token();
            String algorithm =
                DIGESTS.get(token.payload().text("_sd_alg").orElse("sha-256").strip());
            if (token.disclosures().isEmpty() || algorithm == null) {
              return;
            }
            Set<String> signed = signed(token);
            for (int index = 0; index < token.disclosures().size(); index++) {
              if (!signed.contains(digest(algorithm, token.disclosures().get(index)))) {
                found.at("disclosures[" + index + "]", "no digest of it in the token");
              }
            }
          });

  private SdJwtRules() {}

  /** All digests of the token's, and of what it discloses. */
  private static Set<String> signed(ScannedToken token) {
    Set<String> digests = new HashSet<>();
    collect(token.payload().members(), digests);
    for (String disclosure : token.disclosures()) {
      byte[] list = Segment.of(disclosure).octets();
      String object = "{\"_\":" + new String(list, StandardCharsets.UTF_8) + "}";
      collect(LenientJson.read(object.getBytes(StandardCharsets.UTF_8)).members(), digests);
    }
    return digests;
  }

  /** Texts under {@code _sd} and {@code ...}, wherever they are. */
  private static void collect(@Nullable Object value, Set<String> digests) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) -> {
            if (name.equals("...")) {
              digests.add(String.valueOf(member));
            } else if (name.equals("_sd") && member instanceof List<?> list) {
              list.forEach(it -> digests.add(String.valueOf(it)));
            } else {
              collect(member, digests);
            }
          });
    } else if (value instanceof List<?> list) {
      list.forEach(it -> collect(it, digests));
    }
  }

  private static String digest(String algorithm, String disclosure) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm)
              .digest(disclosure.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-2", e);
    }
  }
}
