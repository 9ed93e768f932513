package io.countersign.auth.guard;

import io.countersign.auth.verify.SettingValues;
import io.countersign.auth.verify.SettingValues.WrongValueException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Adds {@link BearerMechanism} on Payara, unless an application has an authentication mechanism of
 * its own: a server takes one only. {@code countersign.payara-mechanism=off} leaves it out.
 *
 * <p>Payara asks Jakarta Security who the caller of a {@code @RolesAllowed} resource is. WildFly
 * does not, and a mechanism there would have to know users of the server's security domain.
 */
public class BearerMechanismExtension implements Extension {

  /** The annotations of Jakarta Security, MicroProfile JWT and Payara that ask for a mechanism. */
  private static final Pattern DEFINITION =
      Pattern.compile(".*\\.(\\w+Authentication(Mechanism)?Definition|LoginConfig)");

  private final boolean isPayara =
      System.getProperty("com.sun.aas.instanceRoot") != null; // that of GlassFish, too

  private boolean isAnother;

  /** For CDI. */
  public BearerMechanismExtension() {}

  <T> void see(@Observes ProcessAnnotatedType<T> type) {
    isAnother |= isPayara && bringsOne(type.getAnnotatedType());
  }

  /**
   * Says whether a type brings a mechanism. A server's own mechanisms are {@link Typed}: they count
   * only where an annotation asks for one.
   */
  private static boolean bringsOne(AnnotatedType<?> type) {
    boolean isOne =
        HttpAuthenticationMechanism.class.isAssignableFrom(type.getJavaClass())
            && !type.isAnnotationPresent(Typed.class);
    return isOne
        || type.getAnnotations().stream()
            .anyMatch(it -> DEFINITION.matcher(it.annotationType().getName()).matches());
  }

  void add(@Observes AfterTypeDiscovery types) {
    if (isPayara && isWanted() && !isAnother) {
      types
          .addAnnotatedType(BearerMechanism.class, BearerMechanism.class.getName())
          .add(ApplicationScoped.Literal.INSTANCE);
    }
  }

  private static boolean isWanted() {
    return new SettingValues(
            name ->
                Optional.ofNullable(ConfigProvider.getConfig().getConfigValue(name).getRawValue()))
        .optional("payara-mechanism", BearerMechanismExtension::isOn, "on");
  }

  static boolean isOn(String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new WrongValueException("on or off");
    };
  }
}
