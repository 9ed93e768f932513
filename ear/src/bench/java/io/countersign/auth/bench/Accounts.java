package io.countersign.auth.bench;

import io.countersign.auth.server.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** Users of Countersign who log in with a password, and the administrator who makes them. */
final class Accounts {
  private final InetSocketAddress address;
  private final String administratorPassword;
  private final String password = Secrets.password();

  private Accounts(InetSocketAddress address, String administratorPassword) {
    this.address = address;
    this.administratorPassword = administratorPassword;
  }

  /** Makes so many users. */
  static Accounts create(InetSocketAddress address, String administratorPassword, int count) {
    var accounts = new Accounts(address, administratorPassword);
    accounts.create(count);
    return accounts;
  }

  private void create(int count) {
    var administrator = administrator();
    try (var connection = new HttpConnection(address)) {
      for (int i = 0; i < count; i++) {
        var request =
            HttpRequest.json(
                "POST", "/auth/admin/users", credentials(name(i), password), administrator);
        Answers.require(201, connection.send(request));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the request by which a user logs in. */
  byte[] login(int user) {
    return login(name(user), password);
  }

  /** Logs a user in and returns the access token. */
  String accessToken(int user) {
    return accessToken(login(user));
  }

  /** Logs the administrator in and returns the access token. */
  String administrator() {
    return accessToken(login("admin", administratorPassword));
  }

  private String accessToken(byte[] login) {
    try (var connection = new HttpConnection(address)) {
      return Answers.text(Answers.require(200, connection.send(login)), "access_token");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] login(String username, String password) {
    return HttpRequest.postJson("/auth/login", credentials(username, password));
  }

  private static String credentials(String username, String password) {
    return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
  }

  private static String name(int user) {
    return "bench-" + user;
  }
}
