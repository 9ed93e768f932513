package io.countersign.auth.scan.live;

import io.countersign.auth.scan.live.attack.AttackerKey;
import io.countersign.auth.scan.live.attack.AttackerSite;
import io.countersign.auth.scan.live.attack.Attacks;
import io.countersign.auth.scan.live.attack.LogoutWatch;
import io.countersign.auth.scan.live.attack.Material;
import io.countersign.auth.scan.live.attack.PlannedAttack;
import io.countersign.auth.scan.live.service.AnswerReader;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.live.service.PatientResource;
import io.countersign.auth.scan.live.service.ServiceClient;
import io.countersign.auth.scan.report.Location;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.token.TokenKind;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * Tries forged, broken and dead tokens on a protected resource of a running service.
 *
 * <p>It sends 10 requests a second and 300 at most, and their number is known before the first. A
 * scanner scans once or many times, one after the other.
 *
 * <pre>{@code
 * LiveScanner.builder(URI.create("http://localhost:8080/api/me"), clock, random)
 *     .ownedByMe()
 *     .validToken(token)
 *     .jwks(json)
 *     .build()
 *     .scan()
 *     .requireClean(Severity.LOW);
 * }</pre>
 */
public final class LiveScanner {

  /** The most requests of a scan. */
  public static final int MOST_REQUESTS = 300;

  private final LiveScanSettings settings;

  LiveScanner(LiveScanSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a scanner.
   *
   * @param target the address of a resource that is to be protected
   * @param clock when it is
   * @param random what keys and noise are made of
   * @throws IllegalArgumentException when it is no http or https address
   */
  public static LiveScannerBuilder builder(URI target, Clock clock, SecureRandom random) {
    return new LiveScannerBuilder(target, clock, random);
  }

  /** All rules of live scans, in the order in which they are tried. */
  public static List<RuleInfo> rules() {
    return Attacks.infos();
  }

  /**
   * Scans.
   *
   * @return what was found, what was tried, and what was not and why
   * @throws InconclusiveScanException when the valid token, or one of the signing key's, is not
   *     accepted before or after, when the service does not answer or is overloaded, or when its
   *     refusals look like acceptance
   */
  public ScanReport scan() {
    ServiceClient client = settings.client(MOST_REQUESTS);
    AttackerKey attacker = settings.attackerKey();
    try (AttackerSite site = settings.site(attacker)) {
      Material material = settings.material(settings.publicKeys(client), attacker, site);
      List<PlannedAttack> attacks = PlannedAttack.all(material);
      int requests = client.sent() + requests(attacks, material);
      if (requests > MOST_REQUESTS) {
        throw new InconclusiveScanException(
            requests + " requests would be needed, more than " + MOST_REQUESTS);
      }
      String valid = material.valid().text();
      PatientResource resource = new PatientResource(settings.resource(client), valid);
      AnswerReader reader = new AnswerReader(resource, valid);
      Trial trial = new Trial(resource, reader, site, settings.progress(), requests);
      return report(trial, attacks, material);
    }
  }

  private int requests(List<PlannedAttack> attacks, Material material) {
    int controls = material.signingKey().isPresent() ? 3 : 2;
    int logout = settings.logout().map(LogoutWatch::requests).orElse(0);
    return attacks.stream().mapToInt(it -> it.probes().size()).sum() + controls + logout;
  }

  private ScanReport report(Trial trial, List<PlannedAttack> attacks, Material material) {
    Location place = Location.of(settings.target().shown());
    String valid = material.valid().text();
    trial.control("the valid token", valid);
    material
        .signingKey()
        .ifPresent(
            key ->
                trial.control(
                    "a regular token by the signing key", material.regular(key).signed(key.key())));
    attacks.forEach(trial::run);
    trial.control("the valid token, at the end", valid);
    settings.logout().ifPresentOrElse(watch -> trial.watch(watch, valid), trial::omitLogout);
    return new ScanReport(
        place, TokenKind.SERVICE, trial.findings(place), List.of(), trial.attempts());
  }
}
