package io.countersign.auth.persistence;

/**
 * When a family goes on, in SQL: of a family {@code f}, its user {@code u} and the deployment's row
 * {@code d}. {@link io.countersign.auth.spi.FamilyState} judges the same in Java.
 */
final class FamilyConditions {

  /** No epoch that ends the family has begun, and its user is enabled. */
  static final String CURRENT =
      " not u.disabled and f.epoch >= u.oldest_epoch and f.epoch >= d.epoch ";

  /** It has neither been ended nor overtaken by an epoch; its expiry is another matter. */
  static final String GOES_ON = " f.end_reason is null and " + CURRENT;

  private FamilyConditions() {}

  /** It goes on and has not expired at the time that this parameter holds. */
  static String liveAt(String parameter) {
    return " f.expires_at > " + parameter + " and " + GOES_ON;
  }
}
