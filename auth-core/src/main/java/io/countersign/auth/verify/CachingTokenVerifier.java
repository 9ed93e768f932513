package io.countersign.auth.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.verify.JoseTokenVerifier.Contents;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Remembers the contents of accepted tokens by the SHA-256 digest of their text, so that a token
 * presented again needs no signature check.
 *
 * <p>The key's state and every claim are checked at each hit: a token that has expired, or that has
 * lost its key, is refused as without the cache. Refused tokens are not remembered, nor is the text
 * of any token.
 */
public final class CachingTokenVerifier extends TokenVerifier {

  private final JoseTokenVerifier verifier;
  private final Cache<SecretBytes, Contents> accepted;

  /**
   * A cache before a verifier.
   *
   * @param verifier examines the tokens that are not in the cache
   * @param size how many tokens to remember at most
   */
  public CachingTokenVerifier(JoseTokenVerifier verifier, int size) {
    this.verifier = verifier;
    this.accepted = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
  }

  @Override
  public VerifiedToken verify(String compactToken) {
    if (compactToken.length() > CompactJws.LONGEST) {
      return verifier.verify(compactToken); // refused without a look at it
    }
    SecretBytes digest = digest(compactToken);
    Contents contents = accepted.getIfPresent(digest);
    if (contents == null) {
      contents = verifier.examine(compactToken);
      accepted.put(digest, contents);
    } else {
      verifier.examineAgain(contents);
    }
    return verified(compactToken, contents.claims());
  }

  /** A character beyond Latin-1 becomes a question mark, which no accepted token has. */
  private static SecretBytes digest(String compactToken) {
    try {
      return SecretBytes.of(
          MessageDigest.getInstance("SHA-256")
              .digest(compactToken.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
