package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenPair;
import io.countersign.auth.TooManySessionsException;
import io.countersign.auth.core.AccessTokenIssuer.Prepared;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.RefreshTokenCodec.Token;
import io.countersign.auth.event.IpAddress;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.Opening;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SessionTerms;
import io.countersign.auth.spi.UserAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens sessions: a refresh-token family, and its first tokens. */
final class SessionOpening {

  private final RefreshTokenStore store;
  private final KnownPlaces places;
  private final RefreshTokenCodec codec;
  private final AccessTokenIssuer issuer;
  private final RefreshTokenSettings settings;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final Supplier<UUID> ids;
  private final Clock clock;

  SessionOpening(
      SessionStores stores,
      RefreshTokenCodec codec,
      AccessTokenIssuer issuer,
      RefreshTokenSettings settings,
      Revocations revocations,
      SecurityEvents events,
      Supplier<UUID> ids,
      Clock clock) {
    this.store = stores.families();
    this.places = stores.places();
    this.codec = codec;
    this.issuer = issuer;
    this.settings = settings;
    this.revocations = revocations;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who opens a session, and how. */
  private record Wanted(
      Device device, @Nullable SecretBytes binding, SessionRequest request, boolean isProven) {}

  /** A session that has begun: what its holder gets, and for whom, as of that moment. */
  private record Opened(RefreshToken refreshToken, Grant grant) {}

  /**
   * Opens a session for a user who has proved who they are.
   *
   * @param before the account, whose token must have room for what it says
   * @param act returns the account that the session is of
   * @throws InvalidCredentialsException when that has changed since
   * @throws TooManySessionsException when the limit refuses one more
   */
  TokenPair openProven(
      UserAccount before,
      Supplier<UserAccount> act,
      Device device,
      @Nullable SecretBytes binding,
      SessionRequest request) {
    requireBinding(binding);
    Prepared prepared = issuer.prepare(expected(before, request));
    Actor self = new Actor(before.id().toString(), Optional.ofNullable(device.address()));
    Opened opened =
        open(act.get(), new Wanted(device, binding, request, true), self)
            .orElseThrow(InvalidCredentialsException::new);
    return new TokenPair(
        issuer.issue(Subjects.of(opened.grant()), prepared), opened.refreshToken());
  }

  /** Opens a session for a user of whom nobody has proved anything; empty when it has changed. */
  Optional<RefreshToken> open(UserAccount user, Device device) {
    SecretBytes binding = codec.deviceDigest(device);
    requireBinding(binding);
    return open(user, new Wanted(device, binding, SessionRequest.USUAL, false), Actor.SYSTEM)
        .map(Opened::refreshToken);
  }

  private void requireBinding(@Nullable SecretBytes deviceDigest) {
    if (settings.deviceRequired() && deviceDigest == null) {
      throw new IllegalArgumentException("this deployment requires a device fingerprint");
    }
  }

  private Optional<Opened> open(UserAccount user, Wanted wanted, Actor by) {
    Token token = codec.first(ids.get());
    NewFamily family = family(user, token, wanted);
    boolean isKnown = isKnown(user, wanted);
    SecurityEvents.Recorded<Opening> opening =
        events.record(
            (Opening.Opened opened) -> told(opened, family, isKnown, by),
            kept -> store.open(family, kept));
    if (opening.outcome() instanceof Opening.Opened opened) {
      tell(opening, opened);
      Grant grant = opened.grant();
      return Optional.of(
          new Opened(new RefreshToken(token.value(), token.id(), grant.expiresAt()), grant));
    }
    if (((Opening.Refused) opening.outcome()).reason() == Opening.Reason.TOO_MANY) {
      throw new TooManySessionsException();
    }
    return Optional.empty();
  }

  private NewFamily family(UserAccount user, Token token, Wanted wanted) {
    Instant now = clock.instant();
    SessionRequest request = wanted.request();
    Instant endsAt = now.plus(settings.maxLifetimeOf(user, request.isBrief()));
    Instant expiresAt = now.plus(settings.ttl());
    SessionTerms terms = wanted.isProven() ? SessionTerms.ofLogin(now) : SessionTerms.NONE;
    return new NewFamily(
        token.id().family(),
        user.id(),
        user.epoch(),
        token.digest(),
        wanted.binding(),
        wanted.device().withFingerprint(null),
        terms.brief(request.isBrief()).narrowedTo(request.audience()),
        settings.limit(),
        request.replaces().orElse(null),
        now,
        expiresAt.isBefore(endsAt) ? expiresAt : endsAt,
        endsAt);
  }

  /** Asked before the opening, which itself makes the place known. */
  private boolean isKnown(UserAccount user, Wanted wanted) {
    return isKnownNetwork(user.id(), wanted.device())
        || (wanted.binding() != null && places.hasLoggedInOn(user.id(), wanted.binding()));
  }

  private boolean isKnownNetwork(UUID user, Device device) {
    return Optional.ofNullable(device.address())
        .flatMap(IpAddress::parse)
        .filter(address -> places.hasLoggedInFrom(user, address.network().key()))
        .isPresent();
  }

  private List<SecurityEvent> told(
      Opening.Opened opened, NewFamily family, boolean isKnown, Actor by) {
    List<SecurityEvent> told = new ArrayList<>();
    told.add(login(opened.grant(), family.device(), isKnown, by));
    UUID replaced = family.replaces();
    if (replaced != null) {
      opened.replacedOf().ifPresent(user -> told.add(logout(replaced, user, by)));
    }
    opened.ended().forEach(session -> told.add(ended(session, family.userId())));
    return told;
  }

  private SecurityEvent login(Grant grant, Device device, boolean isKnown, Actor by) {
    Map<String, String> detail = new LinkedHashMap<>();
    if (device.name() != null) {
      detail.put("device", device.name());
    }
    detail.put("known", Boolean.toString(isKnown));
    return events
        .now(SecurityEvent.Type.LOGIN)
        .ofUser(grant.userId())
        .ofSession(grant.token().family())
        .by(by)
        .from(Optional.ofNullable(device.address()))
        .with(detail);
  }

  /** The user who logs in again leaves the session that the browser had, whosever it was. */
  private SecurityEvent logout(UUID session, UUID user, Actor by) {
    return events
        .now(SecurityEvent.Type.LOGOUT)
        .ofUser(user)
        .ofSession(session)
        .by(new Actor(user.toString(), by.address()));
  }

  private SecurityEvent ended(UUID session, UUID user) {
    return events
        .now(SecurityEvent.Type.SESSION_REVOKED)
        .ofUser(user)
        .ofSession(session)
        .by(Actor.SYSTEM)
        .with(Map.of("reason", EndReason.SESSION_LIMIT.code()));
  }

  /** Only what ended another session has to be made known to the other nodes. */
  private void tell(SecurityEvents.Recorded<Opening> opening, Opening.Opened opened) {
    if (opened.ended().isEmpty() && opened.replacedOf().isEmpty()) {
      events.tell(opening);
    } else {
      revocations.concludeIfPossible(opening); // the session is open in any case
    }
  }

  /**
   * The subject of a session whose id is not drawn yet. The user's id stands for it: all ids are
   * equally long.
   */
  private Subject expected(UserAccount user, SessionRequest request) {
    return new Subject(
        user.id(),
        user.username(),
        user.roles(),
        user.epoch(),
        user.id(),
        Optional.of(clock.instant()),
        request.audience());
  }
}
