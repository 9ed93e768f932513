package io.countersign.auth.keys;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * The two signatures of another provider, under a name of our own. jose4j finds providers by name
 * among the installed ones. Under this name it cannot meet a provider of the server's, or of a
 * deployment that may take it away.
 */
final class SignatureProvider extends Provider {

  private static final long serialVersionUID = 1L;

  /**
   * Offers the signatures of {@code actual} under {@code name}.
   *
   * @throws IllegalArgumentException when {@code actual} lacks one
   */
  SignatureProvider(String name, Provider actual) {
    super(name, actual.getVersionStr(), "The signatures of " + actual.getName());
    for (String algorithm : new String[] {"SHA256withRSA", "SHA256withECDSA"}) {
      Service service = actual.getService("Signature", algorithm);
      if (service == null) {
        throw new IllegalArgumentException(actual.getName() + " lacks " + algorithm);
      }
      putService(new Forwarded(this, service));
    }
  }

  private static final class Forwarded extends Service {

    private final Service actual;

    Forwarded(Provider provider, Service actual) {
      super(provider, actual.getType(), actual.getAlgorithm(), actual.getClassName(), null, null);
      this.actual = actual;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      return actual.newInstance(parameter);
    }
  }
}
