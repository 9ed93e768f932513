package io.countersign.auth.persistence;

/**
 * The conditions in SQL under which a family goes on. They speak of a family {@code f}, its user
 * {@code u} and the deployment's row {@code d}. {@link io.countersign.auth.spi.FamilyState} judges
 * the same in Java.
 */
final class FamilyConditions {

  /** No epoch that ends the family has begun, and its user is enabled. */
  static final String CURRENT =
      " not u.disabled and f.epoch >= u.oldest_epoch and f.epoch >= d.epoch ";

  /** The family has not been ended, and {@link #CURRENT} holds. Its expiry is not asked. */
  static final String GOES_ON = " f.end_reason is null and " + CURRENT;

  private FamilyConditions() {}

  /** The family goes on, and has not expired at the time in this parameter. */
  static String liveAt(String parameter) {
    return " f.expires_at > " + parameter + " and " + GOES_ON;
  }
}
