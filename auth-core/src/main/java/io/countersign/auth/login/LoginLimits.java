package io.countersign.auth.login;

import io.countersign.auth.event.IpAddress;
import io.countersign.auth.spi.LoginLimiter.Limit;
import java.util.ArrayList;
import java.util.List;

/**
 * How many wrong passwords are looked at for a user and from a network, as multiples of one
 * setting.
 */
final class LoginLimits {

  /** What a customer of an IPv6 network is given: often a /56, at times a /48 (RFC 6177). */
  private static final int HOME = 56;

  private static final int SITE = 48;

  /**
   * Multiples of what one /64 has. Each is less than all its /64s have together, or it would limit
   * nothing.
   */
  private static final int HOME_FACTOR = 4;

  private static final int SITE_FACTOR = 16;

  /** People who share an address mistype at the same time. */
  private static final int FAMILIAR_FACTOR = 3;

  private static final int USER_THERE_FACTOR = 3;
  private static final int ALL_THERE_FACTOR = 10;

  private final int attempts;

  /**
   * Limits.
   *
   * @param attempts how many for a user
   */
  LoginLimits(int attempts) {
    this.attempts = attempts;
  }

  /** A limit that only the user can use up, under a key of her own. */
  List<Limit> alone(String key) {
    return List.of(new Limit(key, attempts));
  }

  /** The limit of a user for attempts from an unknown address or by strangers. */
  List<Limit> ofUser(String username) {
    return alone("user:" + username);
  }

  /** The limits at a network for everybody, known there or not. */
  List<Limit> at(IpAddress network, String username) {
    List<Limit> limits = of("place", network, attempts * ALL_THERE_FACTOR);
    limits.add(
        new Limit("user-place:" + network.key() + " " + username, attempts * USER_THERE_FACTOR));
    return limits;
  }

  /**
   * The limits at a network for users who are not known there.
   *
   * @param familiar whether anybody is known there
   */
  List<Limit> ofStrangers(IpAddress network, String username, boolean familiar) {
    List<Limit> limits = of("strangers", network, familiar ? attempts * FAMILIAR_FACTOR : attempts);
    limits.addAll(ofUser(username));
    return limits;
  }

  private static List<Limit> of(String whose, IpAddress network, int here) {
    List<Limit> limits = new ArrayList<>();
    limits.add(new Limit(whose + ":" + network.key(), here));
    if (network.isIpv6()) {
      limits.add(new Limit(wide(whose, network, HOME), here * HOME_FACTOR));
      limits.add(new Limit(wide(whose, network, SITE), here * SITE_FACTOR));
    }
    return limits;
  }

  private static String wide(String whose, IpAddress network, int prefixLength) {
    return whose + ":" + network.prefix(prefixLength).key() + "/" + prefixLength;
  }
}
