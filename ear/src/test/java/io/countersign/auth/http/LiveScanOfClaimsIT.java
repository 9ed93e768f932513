package io.countersign.auth.http;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.report.Attempt;
import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.server.Build;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live scan of a Countersign by whoever has its very key. */
class LiveScanOfClaimsIT {

  private static final Set<String> CLAIMS =
      Stream.of("ISS", "AUD", "EXP", "SKEW", "EXP-MISSING", "NBF", "IAT", "TYP", "CLAIM-MISSING")
          .map(name -> "CS-LIVE-" + name)
          .collect(toSet());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void claims_forgedWithTheServersOwnKey_areRefused() throws Exception {
    try (var server = KnownKeyServer.start(Build.ofThisModule(), folder)) {
      server.awaitReady(Duration.ofMinutes(2));
      var jwks = server.trust().keySet();
      var report =
          LiveScanner.builder(jwks.resolve("../me"), Clock.systemUTC(), new SecureRandom())
              .ownedByMe()
              .pacing(time -> {})
              .validToken(server.administrator())
              .jwksUrl(jwks)
              .signingKey(server.privateJwk())
              .build()
              .scan();
      report.requireClean(Severity.INFO);
      assertThat(report.attempts())
          .filteredOn(it -> CLAIMS.contains(it.rule().id()))
          .extracting(it -> it.rule().id())
          .containsAll(CLAIMS);
      assertThat(report.attempts())
          .filteredOn(it -> CLAIMS.contains(it.rule().id()))
          .allMatch(it -> it.outcome() == Attempt.Outcome.REFUSED);
    }
  }
}
