package io.countersign.auth.login;

import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.SecretBytes;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the proof that the user has logged in from this client before: a bound device, or a live
 * session. It does not matter from which network the attempt comes.
 */
final class LoginProofs {

  /** Stands for the user when nobody has the name, so that asking takes the same time. */
  static final UUID NOBODY = new UUID(0, 0);

  private final KnownPlaces places;
  private final RefreshTokenCodec codec;
  private final RefreshTokenStore sessions;
  private final Clock clock;

  LoginProofs(
      KnownPlaces places, RefreshTokenCodec codec, RefreshTokenStore sessions, Clock clock) {
    this.places = places;
    this.codec = codec;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** The key under which attempts with this proof are counted; empty when there is no proof. */
  Optional<String> of(LoginAttempt attempt) {
    SecretBytes device = codec.deviceDigest(attempt.device());
    UUID userId =
        device == null && attempt.refreshToken().isEmpty()
            ? NOBODY // nobody has to be looked up
            : attempt.userId().orElse(NOBODY);
    return device(device, userId)
        .or(() -> session(attempt.refreshToken(), userId, device))
        .map(key -> key + " " + attempt.username());
  }

  private Optional<String> device(@Nullable SecretBytes device, UUID userId) {
    return Optional.ofNullable(device)
        .filter(digest -> places.hasLoggedInOn(userId, digest))
        .map(digest -> "user-device:" + HexFormat.of().formatHex(digest.toByteArray()));
  }

  private Optional<String> session(
      Optional<String> refreshToken, UUID userId, @Nullable SecretBytes device) {
    return refreshToken
        .flatMap(codec::tryParse) // of any other text no store is asked
        .flatMap(token -> live(token, userId, device))
        .map(family -> "user-session:" + family);
  }

  private Optional<UUID> live(Token token, UUID userId, @Nullable SecretBytes device) {
    return sessions
        .peek(token.id().family())
        .filter(family -> family.userId().equals(userId))
        .filter(family -> family.isLive(token.id(), token.digest(), clock.instant()))
        .filter(family -> family.deviceDigest() == null || family.deviceDigest().equals(device))
        .map(FamilyState::id);
  }
}
