package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.INFO;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.live.service.Answer;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.live.service.PatientResource;
import io.countersign.auth.scan.live.service.ServiceClient;
import io.countersign.auth.scan.report.RuleInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jose4j.json.JsonUtil;

/**
 * Logs a session out and watches how long its access token is still accepted.
 *
 * @param url where the refresh token is posted, as {@code {"refresh_token":"…"}}
 * @param refreshToken that of the valid token's session
 * @param patience how long the token may be accepted
 * @param clock measures
 */
public record LogoutWatch(URI url, String refreshToken, Duration patience, Clock clock) {

  /** The logout took hold: the token was refused in time. */
  public static final RuleInfo TOOK_HOLD =
      new RuleInfo(
          "CS-LIVE-LOGOUT-TIME",
          INFO,
          "How soon a logout takes hold",
          "So long a stolen access token outlives the session.",
          "Nothing, if that is soon enough.",
          rfc(7009, "2"));

  static final RuleInfo WITHOUT_EFFECT =
      new RuleInfo(
          "CS-LIVE-LOGOUT-LATE",
          MEDIUM,
          "A logout does not reach the access token",
          "Until it expires, whoever has the token goes on; a sensitive endpoint must refuse it at"
              + " once, an ordinary one may live with that for the minutes that are left.",
          "Look tokens up in a denylist at sensitive endpoints, and keep access tokens short-lived.",
          rfc(7009, "2"),
          asvs("9.2.1"),
          cwe(613));

  static final List<RuleInfo> RULES = List.of(TOOK_HOLD, WITHOUT_EFFECT);

  private static final Duration OFTEN = Duration.ofMillis(500);
  private static final int POLLS = 60;

  /**
   * What came of a logout.
   *
   * @param rule what to report
   * @param after how long the token was accepted, in words
   */
  public record Effect(RuleInfo rule, String after) {

    /** Whether the token was refused. */
    public boolean isRefused() {
      return rule.equals(TOOK_HOLD);
    }
  }

  /** How many requests there will be at most. */
  public int requests() {
    return 1 + (int) Math.ceil((double) patience.toMillis() / interval().toMillis()) + 1;
  }

  private Duration interval() {
    Duration rare = patience.dividedBy(POLLS);
    return rare.compareTo(OFTEN) > 0 ? rare : OFTEN;
  }

  /**
   * Logs out and watches.
   *
   * @throws InconclusiveScanException when the logout fails
   */
  public Effect watch(PatientResource resource, String accessToken) {
    try {
      logOut(resource.client());
      long start = clock.millis();
      for (int poll = requests() - 1; poll > 0; poll--) {
        boolean accepted = resource.lets(resource.ask(accessToken));
        String after = String.format(Locale.ROOT, "%.1f s", (clock.millis() - start) / 1000.0);
        if (!accepted) {
          return new Effect(TOOK_HOLD, "the access token was refused after " + after);
        }
        if (poll == 1) {
          return new Effect(WITHOUT_EFFECT, "still accepted after " + after);
        }
        resource.client().pause(interval());
      }
      throw new IllegalStateException("there is always a last poll");
    } catch (IOException e) {
      throw new InconclusiveScanException("the logout: " + e.getMessage(), e);
    }
  }

  private void logOut(ServiceClient client) throws IOException {
    String body = JsonUtil.toJson(Map.of("refresh_token", refreshToken));
    Answer answer =
        client.send(
            HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    if (answer.status() / 100 != 2) {
      throw new InconclusiveScanException(
          "the logout is not accepted (HTTP " + answer.status() + ")");
    }
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "LogoutWatch[" + url + "]";
  }
}
