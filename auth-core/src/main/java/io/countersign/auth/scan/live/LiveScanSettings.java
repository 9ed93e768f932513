package io.countersign.auth.scan.live;

import io.countersign.auth.scan.live.attack.AttackerKey;
import io.countersign.auth.scan.live.attack.AttackerSite;
import io.countersign.auth.scan.live.attack.GenuineToken;
import io.countersign.auth.scan.live.attack.LogoutWatch;
import io.countersign.auth.scan.live.attack.Material;
import io.countersign.auth.scan.live.attack.OwnersToken;
import io.countersign.auth.scan.live.attack.PublicKeys;
import io.countersign.auth.scan.live.attack.SigningKey;
import io.countersign.auth.scan.live.service.Acceptance;
import io.countersign.auth.scan.live.service.Answer;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.live.service.Pacing;
import io.countersign.auth.scan.live.service.ProtectedResource;
import io.countersign.auth.scan.live.service.ResourceRequest;
import io.countersign.auth.scan.live.service.ServiceClient;
import io.countersign.auth.scan.live.service.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to scan and with what, all of it checked.
 *
 * @param request how the protected resource is asked
 * @param acceptance what an answer looks like that lets the caller in
 * @param rate the most requests a second
 * @param valid the token that the service accepts
 * @param second another genuine token
 * @param tokens tokens that should be refused
 * @param keys what the service publishes
 * @param keysUrl where it publishes that, when it is to be fetched
 * @param signingKey what the owner lets the scan sign with
 * @param skew how far clocks may differ
 * @param logout what logs out and watches, when that is wanted
 * @param clock when it is
 * @param random what keys and noise are made of
 * @param pacing what waits
 * @param progress hears what comes next
 */
record LiveScanSettings(
    ResourceRequest request,
    Acceptance acceptance,
    int rate,
    GenuineToken valid,
    Optional<GenuineToken> second,
    Map<OwnersToken, String> tokens,
    PublicKeys keys,
    Optional<URI> keysUrl,
    Optional<SigningKey> signingKey,
    Duration skew,
    Optional<LogoutWatch> logout,
    Clock clock,
    SecureRandom random,
    Pacing pacing,
    Progress progress) {

  /** Where the protected resource is. */
  Target target() {
    return request.target();
  }

  ServiceClient client(int most) {
    return new ServiceClient(clock, pacing, rate, most);
  }

  ProtectedResource resource(ServiceClient client) {
    return new ProtectedResource(client, request, acceptance);
  }

  AttackerKey attackerKey() {
    return new AttackerKey(valid.alg(), random, clock.instant());
  }

  /** A listener that only a service on this machine can reach, nothing for any other. */
  AttackerSite site(AttackerKey attacker) {
    return target().isLoopback()
        ? AttackerSite.listening(
            attacker.jwks(List.of(AttackerKey.KID, valid.kid())), attacker.certificate().pem())
        : AttackerSite.nowhere();
  }

  /** The service's key set, fetched where that is wanted. */
  PublicKeys publicKeys(ServiceClient client) {
    return keysUrl.map(url -> fetched(url, client)).orElse(keys);
  }

  private static PublicKeys fetched(URI url, ServiceClient client) {
    try {
      Answer answer = client.send(HttpRequest.newBuilder(url).GET().build());
      if (answer.status() != 200) {
        throw new InconclusiveScanException("the key set: HTTP " + answer.status());
      }
      return PublicKeys.of(answer.body());
    } catch (IOException | IllegalArgumentException e) {
      throw new InconclusiveScanException("the key set: " + e.getMessage(), e);
    }
  }

  Material material(PublicKeys publicKeys, AttackerKey attacker, AttackerSite site) {
    return new Material(
        valid,
        second,
        publicKeys,
        signingKey,
        tokens,
        attacker,
        site,
        skew,
        clock.instant(),
        random);
  }

  /** Hides tokens and keys. */
  @Override
  public String toString() {
    return "LiveScanSettings[" + target().shown() + "]";
  }
}
