package io.countersign.auth.persistence;

import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;

/** Judges rotations whose update hit no row. */
interface RefusedRotations {

  /**
   * Finds out under lock why the update hit no row, and ends the family if the reason requires it.
   *
   * @param report the events of a refusal that ends the family
   * @return a refusal, or what an earlier try of the same attempt was granted
   */
  Rotation judge(RotationAttempt attempt, Report<Rotation.Refused> report);
}
