package io.countersign.auth.core;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.CompactJws;
import io.countersign.auth.verify.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;

/**
 * Which roles a user may have. Each is a line like a name. Together they are so short that the
 * access token that names them still passes every verifier, also with the longest user name and the
 * longest signature.
 */
public final class RoleBudget {

  /** In characters. */
  private static final int LONGEST_ROLE = 255;

  /** Header, separators, and a signature of the longest key: RSA of 8,192 bits. */
  private static final int MOST_AROUND_CLAIMS = 1_536;

  /** A user name of 255 characters, each of the three octets that it can have. */
  private static final int MOST_NAME_OCTETS = 3 * Usernames.LONGEST;

  /** Names and punctuation of all claims, their ids and times, and the hash of a bound key. */
  private static final int MOST_OTHER_OCTETS = 400;

  /** Less is of no use: ten roles of a hundred octets. */
  private static final int LEAST_OCTETS = 1_024;

  private final int octets;

  /**
   * The budget of tokens with these settings.
   *
   * @throws InvalidSettingException when issuer and audience leave too little room in a token
   */
  public RoleBudget(AccessTokenSettings settings) {
    int claims = (CompactJws.LONGEST - MOST_AROUND_CLAIMS) / 4 * 3;
    int said =
        octets(
            Map.of(ClaimNames.ISSUER, settings.issuer(), ClaimNames.AUDIENCE, settings.audience()));
    this.octets = claims - said - MOST_NAME_OCTETS - MOST_OTHER_OCTETS;
    if (octets < LEAST_OCTETS) {
      throw new InvalidSettingException(
          "countersign.audience",
          "and countersign.issuer are too long together for a token of 8 KiB");
    }
  }

  /** How many octets the roles may have as a JSON array. */
  int octets() {
    return octets;
  }

  /** Whether each of these roles is like a name, and a token has room for all of them. */
  boolean allows(Set<String> roles) {
    return roles.stream().allMatch(RoleBudget::isLine) && fits(roles);
  }

  private static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_ROLE
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Counts them as they are signed. */
  private boolean fits(Set<String> roles) {
    return octets(Map.of("", roles)) <= octets;
  }

  private static int octets(Map<String, Object> json) {
    return JsonUtil.toJson(json).getBytes(StandardCharsets.UTF_8).length;
  }
}
