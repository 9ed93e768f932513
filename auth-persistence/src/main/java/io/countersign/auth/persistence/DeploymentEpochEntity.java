package io.countersign.auth.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row of {@code deployment_epoch}: everyone's epoch, to be read beside a user's. */
@Entity
@Table(name = "deployment_epoch")
class DeploymentEpochEntity {

  @Id private boolean deployment;

  private int epoch;

  /** For JPA. */
  DeploymentEpochEntity() {}

  boolean isDeployment() {
    return deployment;
  }

  int epoch() {
    return epoch;
  }
}
