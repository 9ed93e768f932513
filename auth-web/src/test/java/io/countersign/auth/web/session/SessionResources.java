package io.countersign.auth.web.session;

import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.web.InMemoryDeployment;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.DeviceNames;
import io.countersign.auth.web.request.Requests;
import jakarta.enterprise.inject.Instance;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The resources of sessions on a deployment in memory, put together as CDI would. */
@SuppressWarnings("UnnecessaryAssignment") // there is no container to inject
final class SessionResources implements AutoCloseable {

  private static final DeviceNames NAMES = new DeviceNames();

  final InMemoryDeployment deployment;

  private final Clients clients;
  private final RefreshCookie cookie = new RefreshCookie();
  private final TokenAnswer answer = new TokenAnswer();
  private final HttpServletRequest request =
      Requests.from("192.0.2.1", Map.of("User-Agent", List.of("curl/8.0")));

  SessionResources(Path folder, Map<String, String> settings) throws IOException {
    deployment = new InMemoryDeployment(folder, settings);
    clients = new Clients(deployment.settings(), NAMES);
    cookie.settings = deployment.settings();
    cookie.start();
    answer.clock = deployment.clock();
    answer.cookie = cookie;
  }

  TokenResource tokens(Map<String, String> headers) {
    OtherDirectories others = new OtherDirectories();
    others.directories = deployment.directoryAccounts();
    others.identityStores = none();
    Login login = new Login();
    login.accountPasswords = deployment.accountPasswords();
    login.directories = deployment.directoryAccounts();
    login.protection = deployment.loginProtection();
    login.otherDirectories = others;
    TokenResource resource = new TokenResource();
    resource.login = login;
    resource.tokenService = deployment.tokenService();
    resource.answer = answer;
    resource.cookie = cookie;
    resource.clients = clients;
    resource.metrics = deployment.metrics();
    resource.headers = Requests.headers(headers);
    resource.request = request;
    return resource;
  }

  PasswordResource password() {
    PasswordResource resource = new PasswordResource();
    resource.accounts = deployment.accounts();
    resource.passwords = deployment.accountPasswords();
    resource.protection = deployment.loginProtection();
    resource.policy = deployment.passwordPolicy();
    resource.tokenService = deployment.tokenService();
    resource.answer = answer;
    resource.sessions = deployment.families();
    resource.cookie = cookie;
    resource.clients = clients;
    resource.headers = Requests.headers(Map.of());
    resource.request = request;
    return resource;
  }

  SessionsResource sessions() {
    SessionList list = new SessionList();
    list.sessions = deployment.families();
    list.clock = deployment.clock();
    SessionsResource resource = new SessionsResource();
    resource.sessions = list;
    resource.settings = deployment.settings();
    resource.clock = deployment.clock();
    resource.revocations = deployment.revocations();
    resource.clients = clients;
    resource.request = request;
    return resource;
  }

  EventsResource events() {
    EventsResource resource = new EventsResource();
    resource.events = deployment.eventStore();
    return resource;
  }

  /** A login of the administrator: the tokens that are answered. */
  JsonObject login() {
    return json(
        tokens(Map.of())
            .login(
                json(
                    "{'username':'"
                        + InMemoryDeployment.ADMINISTRATOR
                        + "','password':'"
                        + InMemoryDeployment.PASSWORD
                        + "'}")));
  }

  /** What a filter leaves behind that has let a token through. */
  SecurityContext bearer(JsonObject tokens) {
    return new BearerContext(deployment.verifier().verify(tokens.getString("access_token")), true);
  }

  /** A body; single quotes are double ones. */
  static InputStream json(String text) {
    return new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static JsonObject json(Response answer) {
    return object((String) answer.getEntity());
  }

  static JsonObject object(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** There are no other directories. */
  @SuppressWarnings("unchecked")
  private static Instance<IdentityStore> none() {
    return (Instance<IdentityStore>)
        Proxy.newProxyInstance(
            SessionResources.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (self, method, arguments) -> Stream.empty());
  }

  @Override
  public void close() {
    deployment.close();
  }
}
