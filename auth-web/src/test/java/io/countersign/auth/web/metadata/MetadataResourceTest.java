package io.countersign.auth.web.metadata;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.web.InMemoryDeployment;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataResourceTest {

  private static final HttpHeaders NO_HEADERS =
      (HttpHeaders)
          Proxy.newProxyInstance(
              HttpHeaders.class.getClassLoader(),
              new Class<?>[] {HttpHeaders.class},
              (proxy, method, arguments) -> null);

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
  void metadata_issuerThatIsNoUrl_isNotFound(@TempDir Path folder) throws IOException {
    Map<String, String> issuer = Map.of("countersign.issuer", "urn:example:auth");
    try (InMemoryDeployment deployment = new InMemoryDeployment(folder, issuer)) {
      MetadataResource resource = new MetadataResource();
      resource.settings = deployment.settings();
      resource.write();
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> resource.authorizationServer(NO_HEADERS));
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> resource.openidConfiguration(NO_HEADERS));
    }
  }
}
