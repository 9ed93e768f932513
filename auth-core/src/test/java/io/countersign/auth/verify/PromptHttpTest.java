package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptHttpTest {

  private static final int LARGEST = 100;

  private final @Nullable ProxySelector proxiesBefore = ProxySelector.getDefault();
  private final PromptHttp http = new PromptHttp(Duration.ofSeconds(20), LARGEST);
  private AnsweringServer server;

  /** The JVM's proxies: one for every address. */
  private static final class OneProxy extends ProxySelector {
    private final InetSocketAddress proxy;
    private final List<URI> asked = new ArrayList<>();

    private OneProxy(int port) {
      proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public List<Proxy> select(URI uri) {
      asked.add(uri);
      return List.of(new Proxy(Proxy.Type.HTTP, proxy));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer();
  }

  @AfterEach
  void stop() {
    ProxySelector.setDefault(proxiesBefore);
    server.close();
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }

  private void failsWith(String message, PromptHttp client, URI uri) {
    assertThatIOException().isThrownBy(() -> client.send(get(uri))).withMessage(message);
  }

  @Test
  void send_largestAnswer_isRead_andOneOctetMoreIsNot() throws Exception {
    server.body = "x".repeat(LARGEST);
    assertThat(http.send(get(server.uri())).body()).isEqualTo(server.body);
    server.body = "x".repeat(LARGEST + 1);
    failsWith("the answer is larger than any of Countersign's", http, server.uri());
  }

  @Test
  void answer_printed_hidesItsBody() throws Exception {
    server.body = "secret";
    assertThat(http.send(get(server.uri()))).hasToString("Answer[200]");
  }

  @Test
  void send_noAnswer_saysHowLongItWasWaitedFor() {
    server.isStuck = true;
    failsWith(
        "no answer within 0.25 seconds",
        new PromptHttp(Duration.ofMillis(250), LARGEST),
        server.uri());
  }

  @Test
  void send_nobodyListens_saysSo() {
    server.close();
    failsWith("no connection", http, server.uri());
  }

  @Test
  void send_unknownHost_saysSo() {
    ProxySelector.setDefault(null);
    failsWith("unknown host", http, URI.create("http://host.invalid/"));
  }

  @Test
  void send_interrupted_failsAndStaysInterrupted() {
    server.isStuck = true;
    Thread.currentThread().interrupt();
    failsWith("interrupted", http, server.uri());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void send_toThisMachine_goesThroughNoProxy() throws Exception {
    OneProxy proxies = new OneProxy(1);
    ProxySelector.setDefault(proxies);
    assertThat(http.send(get(server.uri())).status()).isEqualTo(200);
    assertThat(proxies.asked).isEmpty();
  }

  @Test
  void send_toAnotherMachine_goesThroughTheProxyOfTheJvm() throws Exception {
    ProxySelector.setDefault(new OneProxy(server.uri().getPort()));
    assertThat(http.send(get(URI.create("http://login.example.com/x"))).status()).isEqualTo(200);
  }
}
