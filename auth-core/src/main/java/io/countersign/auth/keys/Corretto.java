package io.countersign.auth.keys;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;

/**
 * The one class that knows the Amazon Corretto Crypto Provider, which a deployment may lack: its
 * caller expects a {@link LinkageError}.
 */
final class Corretto {

  private Corretto() {}

  /**
   * The provider.
   *
   * @throws NoClassDefFoundError when it is not on the class path
   * @throws IllegalStateException when its native library does not load
   */
  static Provider provider() {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    Throwable problem = provider.getLoadingError();
    if (problem != null) {
      throw new IllegalStateException("its native library does not load: " + problem, problem);
    }
    provider.assertHealthy();
    return provider;
  }
}
