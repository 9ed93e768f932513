package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import io.countersign.auth.scan.report.Attempt;
import io.countersign.auth.scan.report.Severity;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The live scan of Countersign itself: nothing is to be found. */
@EveryServer
class LiveScanIT {

  private final AuthServer server;
  private final AuthClient client;
  private final String user;

  LiveScanIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
    user = client.newUser();
  }

  private URI uri(String path) {
    return server.baseUri().resolve(path);
  }

  /** A scan without pauses, with what an owner has. */
  private LiveScannerBuilder scan(String path) {
    var valid = client.login(user);
    return LiveScanner.builder(uri(path), Clock.systemUTC(), new SecureRandom())
        .ownedByMe()
        .pacing(time -> {})
        .validToken(valid.text("access_token"))
        .refreshToken(valid.text("refresh_token"))
        .secondToken(client.login(client.newUser()).text("access_token"))
        .jwksUrl(uri(".well-known/jwks.json"));
  }

  @Test
  void ordinaryResource_isClean() {
    var report = scan("me").build().scan();
    report.requireClean(Severity.INFO);
    assertThat(report.attempts())
        .filteredOn(it -> it.outcome() == Attempt.Outcome.REFUSED)
        .hasSizeGreaterThan(60);
  }

  @Test
  void sensitiveResource_refusesDeadTokensToo_andALogoutAtOnce() {
    var loggedOut = client.login(user);
    client.logout(loggedOut.text("refresh_token")).requireStatus(204);
    var report =
        scan("me/active")
            .loggedOutToken(loggedOut.text("access_token"))
            .logout(uri("logout"), Duration.ofSeconds(30))
            .build()
            .scan();
    report.requireClean(Severity.LOW);
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("CS-LIVE-LOGOUT-TIME");
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
            });
  }
}
