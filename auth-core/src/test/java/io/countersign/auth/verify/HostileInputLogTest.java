package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.RefusedException;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Hostile input leaves nothing of itself in any log, nor in any refusal. */
@Isolated("it hears all that is logged")
class HostileInputLogTest {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private static final String MARKER = "MARKER-4711";

  /** A log line of its own, in red, if it were printed as it is. */
  private static final String HOSTILE = "\r\n\t\u001B[31mWARNING: " + MARKER + "\u0085\u2028\u0000";

  private static final Fixture RS256 = new Fixture();
  private static final Fixture ES256 = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);

  /** Every record of every logger, of both façades, while it is open. */
  private static final class Recording extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final @Nullable Level before = root.getLevel();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private Recording() {
      setLevel(Level.ALL);
      root.setLevel(Level.ALL);
      root.addHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
      records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
      root.setLevel(before);
    }

    /** The messages with their parameters, and what was thrown. */
    List<String> texts() {
      SimpleFormatter formatter = new SimpleFormatter();
      return records.stream()
          .flatMap(r -> Stream.concat(Stream.of(formatter.formatMessage(r)), texts(r.getThrown())))
          .toList();
    }

    static Stream<String> texts(@Nullable Throwable thrown) {
      return thrown == null
          ? Stream.empty()
          : Stream.concat(
              Stream.of(thrown.toString(), String.valueOf(thrown.getMessage())),
              Stream.concat(Stream.of(thrown.getSuppressed()), Stream.ofNullable(thrown.getCause()))
                  .flatMap(Recording::texts));
    }
  }

  /** It may pass or be refused; nothing of the input is left behind. */
  private static @Nullable Throwable attack(String input, ThrowingCallable attack) {
    try (Recording recording = new Recording()) {
      Throwable thrown = catchThrowable(attack);
      Stream.concat(recording.texts().stream(), Recording.texts(thrown))
          .forEach(text -> assertNothingOf(input, text));
      return thrown;
    }
  }

  private static void refused(String input, ThrowingCallable attack) {
    Throwable thrown = attack(input, attack);
    assertThat(thrown)
        .isInstanceOf(RefusedException.class)
        .hasNoCause()
        .hasNoSuppressedExceptions()
        .extracting(Throwable::getStackTrace)
        .isEqualTo(new StackTraceElement[0]);
  }

  private static void assertNothingOf(String input, String text) {
    assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]").doesNotContain(MARKER);
    int window = Math.min(12, input.length());
    for (int i = 0; i + window <= input.length(); i++) {
      assertThat(text).doesNotContain(input.substring(i, i + window));
    }
  }

  private static void verify(Fixture deployment, String token) {
    attack(token, () -> deployment.verifier.verify(token));
    CachingTokenVerifier cache = new CachingTokenVerifier(deployment.verifier, 2);
    attack(token, () -> cache.verify(token));
    attack(token, () -> cache.verify(token));
  }

  private static void refused(Fixture deployment, String token) {
    refused(token, () -> deployment.verifier.verify(token));
    CachingTokenVerifier cache = new CachingTokenVerifier(deployment.verifier, 2);
    refused(token, () -> cache.verify(token));
    refused(token, () -> cache.verify(token));
  }

  private static Fixture deployment(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.RS256 ? RS256 : ES256;
  }

  private static Map<String, Object> header(Fixture deployment) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", deployment.keyRing.signingKey().algorithm().name());
    header.put("kid", deployment.keyRing.signingKey().kid());
    header.put("typ", "JWT");
    return header;
  }

  private static Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "https://auth.example");
    claims.put("sub", MARKER);
    claims.put("aud", List.of("shop"));
    claims.put("iat", TestClock.START.getEpochSecond());
    claims.put("exp", TestClock.START.getEpochSecond() + 900);
    claims.put("jti", MARKER);
    claims.put("epoch", 0);
    return claims;
  }

  private static String sign(Fixture deployment, String header, String claims) {
    String input = encode(header) + "." + encode(claims);
    byte[] signature =
        CryptoProvider.ofThisJava()
            .signatures()
            .sign(input.getBytes(StandardCharsets.US_ASCII), deployment.keyRing.signingKey());
    return input + "." + BASE64.encodeToString(signature);
  }

  private static String with(Fixture deployment, String claim, Object value) {
    Map<String, Object> claims = claims();
    claims.put(claim, value);
    return sign(deployment, JsonUtil.toJson(header(deployment)), JsonUtil.toJson(claims));
  }

  private static String withHeader(Fixture deployment, String name, Object value) {
    Map<String, Object> header = header(deployment);
    header.put(name, value);
    return sign(deployment, JsonUtil.toJson(header), JsonUtil.toJson(claims()));
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void recording_everyFacade_isHeard() {
    try (Recording recording = new Recording()) {
      LoggerFactory.getLogger(JsonWebSignature.class).trace("{} by jose4j", MARKER);
      System.getLogger(RotatingTokenService.class.getName())
          .log(System.Logger.Level.TRACE, "{0} by us", MARKER);
      assertThat(recording.texts()).contains(MARKER + " by jose4j", MARKER + " by us");
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_hostileHeader_leavesNothing(SigningAlgorithm algorithm) {
    Fixture deployment = deployment(algorithm);
    for (String name : List.of("alg", "kid", "typ", "cty", "crit", "jku", "jwk", "enc")) {
      refused(deployment, withHeader(deployment, name, HOSTILE));
      refused(deployment, withHeader(deployment, name, List.of(HOSTILE)));
    }
    String kid = deployment.keyRing.signingKey().kid();
    refused(deployment, withHeader(deployment, "kid", kid + HOSTILE));
    verify(deployment, withHeader(deployment, "crit\r\n" + MARKER, HOSTILE));
    verify(deployment, withHeader(deployment, HOSTILE, HOSTILE));
    String unescaped = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + HOSTILE + "\"}";
    refused(deployment, sign(deployment, unescaped, JsonUtil.toJson(claims())));
  }

  @ParameterizedTest
  @EnumSource
  void verify_hostileClaimsOfASignedToken_leaveNothing(SigningAlgorithm algorithm) {
    Fixture deployment = deployment(algorithm);
    for (String claim : List.of("iss", "aud", "exp", "iat", "nbf", "epoch", "sid", "groups")) {
      refused(deployment, with(deployment, claim, HOSTILE));
      refused(deployment, with(deployment, claim, Map.of(HOSTILE, HOSTILE)));
    }
    for (String claim : List.of("sub", "jti", "upn", HOSTILE)) {
      verify(deployment, with(deployment, claim, HOSTILE));
    }
    String header = JsonUtil.toJson(header(deployment));
    for (String claims :
        List.of(
            "{\"sub\":\"" + HOSTILE + "\"}",
            "{\"" + MARKER + "\":1,\"" + MARKER + "\":2}",
            "{\"sub\":" + MARKER + "}",
            "{\"exp\":1" + "0".repeat(100) + "}" + MARKER,
            HOSTILE)) {
      refused(deployment, sign(deployment, header, claims));
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_wrongSignature_leavesNothing(SigningAlgorithm algorithm) {
    Fixture deployment = deployment(algorithm);
    String token = with(deployment, "upn", HOSTILE);
    String input = token.substring(0, token.lastIndexOf('.') + 1);
    for (int octets : new int[] {1, 8, 63, 64, 65, 255, 256, 257, 1024}) {
      refused(deployment, input + BASE64.encodeToString(new byte[octets]));
      refused(deployment, input + encode(MARKER.repeat(100).substring(0, octets)));
    }
    String other = with(deployment, "upn", "anna");
    refused(deployment, input + other.substring(other.lastIndexOf('.') + 1));
  }

  static List<String> garbage() {
    return List.of(
        HOSTILE,
        MARKER + "\r\n" + MARKER,
        MARKER + "." + HOSTILE + "." + MARKER,
        MARKER + "." + MARKER + "." + MARKER,
        encode(HOSTILE) + "." + encode(HOSTILE) + "." + encode(HOSTILE),
        encode("{\"" + MARKER + "\":}") + "." + encode("{}") + ".AAAA",
        encode("{\"alg\":\"" + HOSTILE + "\"}") + "." + encode("{}") + ".AAAA",
        "csr_" + "\r\n" + "x".repeat(110),
        ("csr_" + encode(MARKER.repeat(10))).substring(0, 116),
        HOSTILE.repeat(1000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("garbage")
  void anyToken_garbage_leavesNothing(String garbage) {
    refused(RS256, garbage);
    refused(ES256, garbage);
    refused(garbage, () -> ES256.service.refreshTokens(garbage, Device.unknown()));
    refused(garbage, () -> ES256.service.logout(garbage, Optional.empty()));
    assertThat(attack(garbage, () -> ES256.service.revokeAllUserTokens(garbage))).isNull();
  }

  @Test
  void refresh_forgedToken_leavesNothing() {
    String value = ES256.codec.first(UUID.randomUUID()).value();
    RefreshTokenCodec elsewhere =
        new RefreshTokenCodec(SecretBytes.of(new byte[32]), Fixture.RANDOM);
    for (String forged :
        List.of(
            elsewhere.first(UUID.randomUUID()).value(),
            value.substring(0, 60) + "AAAAAAAA" + value.substring(68),
            value.substring(0, 60) + "\r\n" + value.substring(62),
            value + "\r\n")) {
      refused(forged, () -> ES256.service.refreshTokens(forged, Device.unknown()));
    }
  }

  @Test
  void refresh_reusedToken_isLoggedOnceByItsSessionOnly() {
    Device device = new Device(null, HOSTILE, HOSTILE, HOSTILE);
    RefreshToken token = ES256.service.openSession(ES256.user(), device).refreshToken();
    ES256.service.refreshTokens(token.value(), device);
    try (Recording recording = new Recording()) {
      refused(token.value(), () -> ES256.service.refreshTokens(token.value(), device));
      assertThat(recording.texts()).anyMatch(text -> text.contains(token.id().family().toString()));
    }
    try (Recording recording = new Recording()) {
      refused(token.value(), () -> ES256.service.refreshTokens(token.value(), device));
      assertThat(recording.texts())
          .as("its session has ended already")
          .noneMatch(text -> text.contains(token.id().family().toString()));
    }
  }

  @Test
  void refresh_fromAnotherDevice_saysNothingOfTheFingerprint() {
    String fingerprint = MARKER + " of a thief's device";
    Device device = new Device(fingerprint, HOSTILE, HOSTILE, HOSTILE);
    Device bound = Device.unknown().withFingerprint("a phone's fingerprint");
    String value = ES256.service.openSession(ES256.user(), bound).refreshToken().value();
    refused(value, () -> ES256.service.refreshTokens(value, device));
    refused(fingerprint, () -> ES256.service.refreshTokens(value, device));
  }

  @Test
  void refresh_expiredToken_leavesNothing() {
    Fixture deployment = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
    String value =
        deployment.service.openSession(deployment.user(), Device.unknown()).refreshToken().value();
    deployment.clock.advance(Duration.ofDays(7));
    refused(value, () -> deployment.service.refreshTokens(value, Device.unknown()));
  }

  @Test
  void fingerprint_withLineBreak_isNoneAndNotQuoted() {
    String fingerprint = HOSTILE + "0123456789abcdef";
    assertThat(attack(fingerprint, () -> Device.unknown().withFingerprint(fingerprint)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
