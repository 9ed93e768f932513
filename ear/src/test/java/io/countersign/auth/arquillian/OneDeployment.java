package io.countersign.auth.arquillian;

import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jspecify.annotations.Nullable;

/** Deploys for the first test class only; the others find what is already there. */
final class OneDeployment {
  // After the observer that enters the deployment's scope.
  private static final int INSIDE_THE_SCOPE = -10;

  @Inject
  @DeploymentScoped
  @SuppressWarnings("NullAway.Init")
  private InstanceProducer<ProtocolMetaData> metaData;

  @Inject
  @DeploymentScoped
  @SuppressWarnings("NullAway.Init")
  private InstanceProducer<Deployment> deployment;

  @Inject
  @DeploymentScoped
  @SuppressWarnings("NullAway.Init")
  private InstanceProducer<DeploymentDescription> description;

  private @Nullable ProtocolMetaData deployed;

  void deployOnce(@Observes(precedence = INSIDE_THE_SCOPE) EventContext<DeployDeployment> context) {
    if (deployed == null) {
      context.proceed();
      deployed = metaData.get();
    } else {
      var again = context.getEvent().getDeployment();
      description.set(again.getDescription());
      deployment.set(again);
      metaData.set(deployed);
      again.deployed();
    }
  }

  void keep(@Observes EventContext<UnDeployDeployment> context) {
    // Not proceeding leaves the application deployed; the server ends with it.
    context.getEvent().getDeployment().undeployed();
  }
}
