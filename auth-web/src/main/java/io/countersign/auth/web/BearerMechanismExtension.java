package io.countersign.auth.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.CustomFormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.FormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import org.eclipse.microprofile.auth.LoginConfig;

/**
 * Adds {@link BearerMechanism} on Payara, unless an application has an authentication mechanism of
 * its own: a server takes one only.
 *
 * <p>Payara asks Jakarta Security who the caller of a {@code @RolesAllowed} resource is. WildFly
 * does not, and a mechanism there would have to know users of the server's security domain.
 */
public class BearerMechanismExtension implements Extension {

  private final boolean isPayara = System.getProperty("com.sun.aas.instanceRoot") != null;
  private boolean isAnother;

  /** For CDI. */
  public BearerMechanismExtension() {}

  /** Servers bring some that are beans of this type only where a definition asks for it. */
  <T extends HttpAuthenticationMechanism> void see(@Observes ProcessAnnotatedType<T> type) {
    isAnother |= !type.getAnnotatedType().isAnnotationPresent(Typed.class);
  }

  void seeDefinition(
      @Observes
          @WithAnnotations({
            BasicAuthenticationMechanismDefinition.class,
            CustomFormAuthenticationMechanismDefinition.class,
            FormAuthenticationMechanismDefinition.class,
            OpenIdAuthenticationMechanismDefinition.class,
            LoginConfig.class
          })
          ProcessAnnotatedType<?> type) {
    isAnother = true;
  }

  void add(@Observes AfterTypeDiscovery types) {
    if (isPayara && !isAnother) {
      types
          .addAnnotatedType(BearerMechanism.class, BearerMechanism.class.getName())
          .add(ApplicationScoped.Literal.INSTANCE);
    }
  }
}
