package io.countersign.auth.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.DeployedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HealthIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void ready_databaseUp_answers200() throws Exception {
    var request = HttpRequest.newBuilder(DeployedServer.baseUri().resolve("health/ready")).build();

    var response = client.send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }
}
