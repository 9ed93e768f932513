package io.countersign.auth.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * TLS to a directory whose certificate is of an authority in the file {@code directory.ca-file}
 * (PEM). JNDI asks this class by its name, and compares the certificate's name with the address. So
 * it is the same on all servers, and touches no trust store of theirs.
 */
public abstract class DirectorySockets extends SocketFactory {

  private DirectorySockets() {}

  /** What makes the connections. It reads the file each time, so a new one needs no restart. */
  public static SocketFactory getDefault() {
    String file = ConfigProvider.getConfig().getValue("directory.ca-file", String.class);
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        authorities.setCertificateEntry("authority " + authorities.size(), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificates of directory.ca-file cannot be read", e);
    }
  }
}
