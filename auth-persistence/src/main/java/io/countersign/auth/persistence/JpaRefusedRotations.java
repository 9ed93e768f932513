package io.countersign.auth.persistence;

import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.RotationAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/** Judges in a transaction of its own, which commits what the refusal ends. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaRefusedRotations implements RefusedRotations {

  private static final System.Logger LOG = System.getLogger(JpaRefusedRotations.class.getName());

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaRefusedRotations() {}

  @Override
  public Rotation judge(RotationAttempt attempt, Report<Rotation.Refused> report) {
    Families families = new Families(entityManager);
    RefreshTokenFamilyEntity family = families.hold(attempt.token().family()).orElse(null);
    if (family == null) {
      return new Rotation.Refused(Reason.REVOKED, Optional.empty(), false);
    }
    Rotation outcome =
        families
            .state(family)
            .outcomeWithoutRotating(attempt)
            .orElseGet(() -> refusedForNoReason(family));
    if (outcome instanceof Rotation.Refused refused && refused.endsFamily()) {
      refused
          .reason()
          .endReason()
          .ifPresent(
              reason -> families.end(family, new Ending(reason, Ending.SYSTEM, attempt.now())));
      new EventRecord(entityManager).keep(report, refused);
    }
    return outcome;
  }

  /**
   * Refuses although {@link FamilyState} finds no reason. It asks the same as the update, so one of
   * them is wrong.
   */
  private static Rotation refusedForNoReason(RefreshTokenFamilyEntity family) {
    LOG.log(
        System.Logger.Level.WARNING,
        "The database refused a refresh of family {0}, and nothing is known to stand against it",
        family.id());
    return new Rotation.Refused(Reason.REVOKED, Optional.of(family.userId()), false);
  }
}
