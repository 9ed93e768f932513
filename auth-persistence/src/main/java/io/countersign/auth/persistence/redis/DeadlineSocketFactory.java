package io.countersign.auth.persistence.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Connects to one server within the calling thread's {@link Deadline}.
 *
 * <p>The server's name is looked up once, at the start: nothing can bound how long a look-up takes.
 * When the server is gone, the caller makes a new factory.
 */
final class DeadlineSocketFactory implements JedisSocketFactory {

  private final HostAndPort server;
  private final List<InetAddress> addresses;
  private final @Nullable SSLSocketFactory tls;

  /**
   * @param tls what wraps the connection in TLS, null for none
   */
  DeadlineSocketFactory(HostAndPort server, @Nullable SSLSocketFactory tls) {
    this.server = server;
    this.tls = tls;
    try {
      this.addresses = List.of(InetAddress.getAllByName(server.getHost()));
    } catch (UnknownHostException e) {
      throw new JedisConnectionException("the name of the host is unknown", e);
    }
  }

  @Override
  public Socket createSocket() {
    IOException failure = new IOException("no address");
    for (int i = 0; i < addresses.size(); i++) {
      try {
        return connect(addresses.get(i), addresses.size() - i);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw new JedisConnectionException("cannot connect: " + failure.getMessage(), failure);
  }

  private Socket connect(InetAddress address, int candidates) throws IOException {
    Socket socket = new DeadlineSocket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      int patience = Math.max(1, Deadline.remainingMillis() / candidates);
      socket.connect(new InetSocketAddress(address, server.getPort()), patience);
      return tls == null ? socket : wrapped(socket, tls);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket wrapped(Socket socket, SSLSocketFactory factory) throws IOException {
    SSLSocket wrapped =
        (SSLSocket) factory.createSocket(socket, server.getHost(), server.getPort(), true);
    SSLParameters parameters = wrapped.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    wrapped.setSSLParameters(parameters);
    wrapped.startHandshake();
    return wrapped;
  }
}
