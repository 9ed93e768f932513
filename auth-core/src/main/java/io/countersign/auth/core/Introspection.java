package io.countersign.auth.core;

import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.RefreshTokenStore;
import java.time.Clock;
import java.util.Optional;

/**
 * Says of any text whether it is a token that is good at this moment (RFC 7662).
 *
 * <p>Every text that is not active gets the same answer. A caller who presents one does not learn
 * why it is not active, or whether it ever was a token.
 */
public final class Introspection {

  private final TokenVerifier verifier;
  private final RevocationCheck revocationCheck;
  private final RefreshTokenCodec codec;
  private final RefreshTokenStore families;
  private final Clock clock;

  /** What is active. */
  public sealed interface Active {}

  /**
   * An access token that has not been revoked.
   *
   * @param token the token, verified
   */
  public record ActiveAccessToken(VerifiedToken token) implements Active {}

  /**
   * A refresh token that could be exchanged. Introspection does not exchange it.
   *
   * @param family its family, of which it is the latest
   */
  public record ActiveRefreshToken(FamilyState family) implements Active {}

  /** Introspection of tokens that these verify, deny, read and keep. */
  public Introspection(
      TokenVerifier verifier,
      RevocationCheck revocationCheck,
      RefreshTokenCodec codec,
      RefreshTokenStore families,
      Clock clock) {
    this.verifier = verifier;
    this.revocationCheck = revocationCheck;
    this.codec = codec;
    this.families = families;
    this.clock = clock;
  }

  /**
   * Looks at a token, without using it.
   *
   * @param token any text
   * @return empty when it is not active, for whatever reason
   * @throws RevocationUnavailableException when it is a valid access token, and whether it was
   *     revoked cannot be asked
   * @throws io.countersign.auth.KeysUnavailableException when the keys cannot be read
   */
  public Optional<Active> introspect(String token) {
    Optional<Token> refreshToken = codec.tryParse(token);
    return refreshToken.isPresent() ? ofRefreshToken(refreshToken.get()) : ofAccessToken(token);
  }

  private Optional<Active> ofRefreshToken(Token token) {
    return families
        .peek(token.id().family())
        .filter(family -> family.isLive(token.id(), token.digest(), clock.instant()))
        .map(ActiveRefreshToken::new);
  }

  private Optional<Active> ofAccessToken(String compactToken) {
    try {
      VerifiedToken token = verifier.verify(compactToken);
      revocationCheck.requireNotRevoked(token);
      return Optional.of(new ActiveAccessToken(token));
    } catch (RevocationUnavailableException | KeysUnavailableException e) {
      throw e; // not an answer about the token
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
