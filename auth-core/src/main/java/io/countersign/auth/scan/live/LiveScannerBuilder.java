package io.countersign.auth.scan.live;

import io.countersign.auth.scan.live.attack.GenuineToken;
import io.countersign.auth.scan.live.attack.LogoutWatch;
import io.countersign.auth.scan.live.attack.OwnersToken;
import io.countersign.auth.scan.live.attack.PublicKeys;
import io.countersign.auth.scan.live.attack.SigningKey;
import io.countersign.auth.scan.live.service.Acceptance;
import io.countersign.auth.scan.live.service.Pacing;
import io.countersign.auth.scan.live.service.ResourceRequest;
import io.countersign.auth.scan.live.service.Target;
import io.countersign.auth.scan.live.service.TokenPlace;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to scan, and with what. A contradiction fails in {@link #build}. */
public final class LiveScannerBuilder {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern JSON = Pattern.compile("^\\s*[\\[{]");
  private static final int FASTEST = 50;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** What a header takes, RFC 6750 §2.1 and the little more that forged spellings need. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");

  private final Target target;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<OwnersToken, String> tokens = new EnumMap<>(OwnersToken.class);
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable GenuineToken valid;
  private @Nullable GenuineToken second;
  private @Nullable SigningKey signingKey;
  private @Nullable URI keysUrl;
  private @Nullable URI logoutUrl;
  private PublicKeys keys = PublicKeys.NONE;
  private Set<Integer> acceptedStatuses = Set.of();
  private String acceptedText = "";
  private String method = "GET";
  private @Nullable String body;
  private final List<Supplier<TokenPlace>> places = new ArrayList<>();
  private TokenPlace place = TokenPlace.BEARER;
  private boolean owned;
  private boolean insecureHttp;
  private boolean unsafeMethod;
  private int rate = 10;
  private Duration skew = Duration.ofSeconds(30);
  private Duration logoutWait = Duration.ofSeconds(30);
  private Pacing pacing = Pacing.sleeping();
  private Progress progress = Progress.none();

  LiveScannerBuilder(URI target, Clock clock, SecureRandom random) {
    this.target = new Target(target);
    this.clock = clock;
    this.random = random;
  }

  /** Says that the service is yours, or that its owner wants it scanned; required. */
  public LiveScannerBuilder ownedByMe() {
    owned = true;
    return this;
  }

  /** Sends tokens over plain http to another machine, so anybody on the way can read them. */
  public LiveScannerBuilder insecureHttp() {
    insecureHttp = true;
    return this;
  }

  /**
   * A token that the service accepts now and for the minute that a scan takes; required.
   *
   * @throws IllegalArgumentException when it is no signed JWT
   */
  public LiveScannerBuilder validToken(String token) {
    valid = GenuineToken.of("the valid token", text(token));
    return this;
  }

  /**
   * Another genuine token of the service's; its signature is put under the valid one.
   *
   * @throws IllegalArgumentException when it is no signed JWT
   */
  public LiveScannerBuilder secondToken(String token) {
    second = GenuineToken.of("the second token", text(token));
    return this;
  }

  /** A refresh token of any form; it is sent as a bearer token. */
  public LiveScannerBuilder refreshToken(String token) {
    return put(OwnersToken.REFRESH, token);
  }

  /** A genuine token that has expired. */
  public LiveScannerBuilder expiredToken(String token) {
    return put(OwnersToken.EXPIRED, token);
  }

  /** An access token of a session that was logged out. */
  public LiveScannerBuilder loggedOutToken(String token) {
    return put(OwnersToken.LOGGED_OUT, token);
  }

  /** An access token that was revoked by itself. */
  public LiveScannerBuilder revokedToken(String token) {
    return put(OwnersToken.REVOKED, token);
  }

  /** An access token from before its user's password was changed. */
  public LiveScannerBuilder oldEpochToken(String token) {
    return put(OwnersToken.OLD_EPOCH, token);
  }

  /**
   * The public key set (RFC 7517 §5).
   *
   * @throws IllegalArgumentException when it is none
   */
  public LiveScannerBuilder jwks(String json) {
    keys = PublicKeys.of(json);
    return this;
  }

  /** Where the public key set is to be fetched; no redirect is followed. */
  public LiveScannerBuilder jwksUrl(URI url) {
    keysUrl = new Target(url).uri();
    return this;
  }

  /**
   * A test key that the service trusts, to forge claims with.
   *
   * @param text PKCS#8 as PEM, or a JWK
   * @throws IllegalArgumentException when it is neither
   */
  public LiveScannerBuilder signingKey(String text) {
    signingKey = SigningKey.of(text);
    return this;
  }

  /** How the resource is asked: GET, the default, HEAD or OPTIONS. */
  public LiveScannerBuilder method(String name) {
    method = name.toUpperCase(Locale.ROOT);
    return this;
  }

  /** Allows methods such as POST; each accepted request takes effect. */
  public LiveScannerBuilder allowUnsafeMethod() {
    unsafeMethod = true;
    return this;
  }

  /**
   * The body of every request, for a method that may change something. It is JSON unless a header
   * {@code Content-Type} says otherwise.
   */
  public LiveScannerBuilder body(String content) {
    body = content;
    return this;
  }

  /**
   * Puts the token into another header than {@code Authorization: Bearer}.
   *
   * @param name the header's name
   * @param before what stands before the token, such as {@code "DPoP "}; may be empty
   * @throws IllegalArgumentException at {@link #build}, when it is no header, or is there already
   */
  public LiveScannerBuilder tokenHeader(String name, String before) {
    places.add(() -> TokenPlace.inHeader(name, before));
    return this;
  }

  /** Puts the token into a cookie of this name, beside those of a header {@code Cookie}. */
  public LiveScannerBuilder tokenCookie(String name) {
    places.add(() -> TokenPlace.inCookie(name));
    return this;
  }

  /** Another header of every request. */
  public LiveScannerBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The statuses that let a caller in; 200 to 299 by default. */
  public LiveScannerBuilder acceptedStatus(Set<Integer> statuses) {
    acceptedStatuses = Set.copyOf(statuses);
    return this;
  }

  /** A text of every answer that lets a caller in, for services that answer 200 to anybody. */
  public LiveScannerBuilder acceptedText(String text) {
    acceptedText = text;
    return this;
  }

  /** The most requests a second: 1 to 50, 10 by default. */
  public LiveScannerBuilder rate(int perSecond) {
    rate = perSecond;
    return this;
  }

  /** How far clocks may differ, 30 seconds by default. */
  public LiveScannerBuilder skew(Duration most) {
    skew = most;
    return this;
  }

  /**
   * Logs the valid token's session out in the end, and watches how long the token is accepted.
   *
   * @param url where the refresh token is posted, as {@code {"refresh_token":"…"}}
   * @param wait how long to watch, at most 10 minutes
   */
  public LiveScannerBuilder logout(URI url, Duration wait) {
    logoutUrl = new Target(url).uri();
    logoutWait = wait;
    return this;
  }

  /** What waits between requests; the thread sleeps by default. */
  public LiveScannerBuilder pacing(Pacing waiting) {
    pacing = waiting;
    return this;
  }

  /** What hears of every request; nothing by default. */
  public LiveScannerBuilder progress(Progress listener) {
    progress = listener;
    return this;
  }

  /**
   * A scanner.
   *
   * @throws IllegalStateException when {@link #ownedByMe} was not said
   * @throws IllegalArgumentException when something is missing or out of bounds, saying what
   */
  public LiveScanner build() {
    if (!owned) {
      throw new IllegalStateException("only the owner of a service may have it scanned");
    }
    require(valid != null, "a valid token is needed");
    requireUnreadable("the target", target);
    require(places.size() <= 1, "the token goes into one place: a header or a cookie");
    place = places.isEmpty() ? TokenPlace.BEARER : places.get(0).get();
    if (logoutUrl != null) {
      requireUnreadable("the logout", new Target(logoutUrl));
    }
    require(rate >= 1 && rate <= FASTEST, "the rate must be from 1 to " + FASTEST);
    require(!skew.isNegative(), "the skew must not be negative");
    require(unsafeMethod || SAFE.contains(method), method + " may change something");
    requireHeaders();
    requireBody();
    return new LiveScanner(settings(Objects.requireNonNull(valid)));
  }

  private LiveScanSettings settings(GenuineToken validToken) {
    return new LiveScanSettings(
        request(),
        new Acceptance(acceptedStatuses, acceptedText),
        rate,
        validToken,
        Optional.ofNullable(second),
        new EnumMap<>(tokens),
        keys,
        Optional.ofNullable(keysUrl),
        Optional.ofNullable(signingKey),
        skew,
        Optional.ofNullable(logoutUrl).map(this::logoutWatch),
        clock,
        random,
        pacing,
        progress);
  }

  private ResourceRequest request() {
    return new ResourceRequest(target, method, headers, place, Optional.ofNullable(body));
  }

  private LogoutWatch logoutWatch(URI url) {
    String refreshToken = tokens.getOrDefault(OwnersToken.REFRESH, "");
    require(!refreshToken.isEmpty(), "a logout needs the refresh token of the session");
    require(
        !logoutWait.isNegative() && logoutWait.compareTo(LONGEST_WAIT) <= 0,
        "the wait for the logout must be from PT0S to " + LONGEST_WAIT);
    return new LogoutWatch(url, refreshToken, logoutWait, clock);
  }

  private void requireUnreadable(String name, Target address) {
    require(
        insecureHttp || !address.isReadableOnTheWay(),
        name
            + " is plain http, which shows the tokens to the network; take https, or insecure-http"
            + " if you must");
  }

  private void requireHeaders() {
    require(
        place.isFree(headers),
        "the header " + place.header() + " is the scan's own, which puts the token there");
    request().with(""); // refuses malformed headers
  }

  private void requireBody() {
    require(body == null || !SAFE.contains(method), "a body goes with a method such as POST");
    require(
        body == null
            || JSON.matcher(body).find()
            || headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase),
        "the body is no JSON, so that it needs a header Content-Type");
  }

  private LiveScannerBuilder put(OwnersToken kind, String token) {
    tokens.put(kind, text(token));
    return this;
  }

  private static String text(String token) {
    String text = token.strip();
    require(TOKEN.matcher(text).matches(), "that is no token, which has no spaces");
    return text;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
