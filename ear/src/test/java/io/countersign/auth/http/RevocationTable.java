package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_GRANT;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Every row of the table of what is revoked by what, each done to a victim of its own on one node.
 */
final class RevocationTable {

  static final String PASSWORD = "violet kettle drums on tuesday";
  private static final String NEW_PASSWORD = "copper lanterns sing at noon";
  private static final String PHONE = "a phone's fingerprint";

  private final AuthClient node;
  private final String administrator;

  RevocationTable(AuthClient node) {
    this.node = node;
    this.administrator = node.login("admin", PASSWORD).requireStatus(200).text("access_token");
  }

  /**
   * A user whose access token is to be revoked.
   *
   * @param userId the user
   * @param session the session that loses its access token
   * @param other another session of the same user
   */
  record Victim(String userId, Answer session, Answer other) {

    String accessToken() {
      return session.text("access_token");
    }

    String refreshToken() {
      return session.text("refresh_token");
    }
  }

  /**
   * A row.
   *
   * @param name what is done
   * @param isSensitive whether it is refused when nobody can say what has been revoked
   * @param endsSession whether the session's refresh token is worthless as well
   * @param act does it; returning means that it was acknowledged
   */
  record Row(String name, boolean isSensitive, boolean endsSession, Consumer<Victim> act) {

    static Row ending(String name, Consumer<Victim> act) {
      return new Row(name, true, true, act);
    }
  }

  /** What a node answers to the refresh token that the victim was given first, at the device. */
  static Answer refresh(AuthClient node, Victim victim) {
    return node.refresh(victim.refreshToken(), "X-Device-Fingerprint", PHONE);
  }

  /** A new user with two sessions, the first of them bound to a device. */
  Victim victim() {
    var name = "victim-" + UUID.randomUUID();
    var user =
        node.post(
                "admin/users", json("username", name, "password", PASSWORD), bearer(administrator))
            .requireStatus(201);
    return new Victim(
        user.text("id"),
        node.login(name, PASSWORD, "X-Device-Fingerprint", PHONE).requireStatus(200),
        node.login(name, PASSWORD).requireStatus(200));
  }

  List<Row> rows() {
    return List.of(
        new Row(
            "logout", false, true, victim -> node.logout(victim.refreshToken()).requireStatus(204)),
        Row.ending("end one session", this::endOne),
        Row.ending("end all sessions", victim -> end("sessions", victim.other())),
        Row.ending("end other sessions", victim -> end("sessions?keep=current", victim.other())),
        Row.ending("password change", this::changePassword),
        Row.ending("user disabled", victim -> patch(victim, "{\"disabled\":true}")),
        Row.ending("user deleted", this::deleteUser),
        new Row("role change", true, false, victim -> patch(victim, "{\"roles\":[\"editor\"]}")),
        new Row("administrator revokes a jti", true, false, this::revokeAccessToken),
        Row.ending("administrator ends a session", this::endByAdministrator),
        Row.ending("administrator ends a user's sessions", this::endAllByAdministrator),
        Row.ending("administrator revokes a refresh token", this::revokeRefreshToken),
        new Row("reuse", false, true, this::reuse),
        new Row("device mismatch", false, true, this::mismatch),
        Row.ending("everybody", this::endEverything)); // the administrator too
  }

  private void endOne(Victim victim) {
    node.delete("sessions/" + victim.session().text("session_id"), token(victim.other()))
        .requireStatus(204);
  }

  private void end(String path, Answer session) {
    node.delete(path, token(session)).requireStatus(200);
  }

  private void changePassword(Victim victim) {
    node.post(
            "password",
            json("current_password", PASSWORD, "new_password", NEW_PASSWORD),
            bearer(token(victim.other())))
        .requireStatus(200);
  }

  private void patch(Victim victim, String change) {
    node.patch("admin/users/" + victim.userId(), change, bearer(administrator)).requireStatus(200);
  }

  private void deleteUser(Victim victim) {
    node.delete("admin/users/" + victim.userId(), administrator).requireStatus(204);
  }

  private void revokeAccessToken(Victim victim) {
    node.post(
            "admin/access-tokens/revoke",
            json("token", victim.accessToken()),
            bearer(administrator))
        .requireStatus(204);
  }

  private void endByAdministrator(Victim victim) {
    node.delete("admin/sessions/" + victim.session().text("session_id"), administrator)
        .requireStatus(204);
  }

  private void endAllByAdministrator(Victim victim) {
    node.delete("admin/users/" + victim.userId() + "/sessions", administrator).requireStatus(200);
  }

  private void revokeRefreshToken(Victim victim) {
    node.delete("admin/refresh-tokens/" + victim.session().text("refresh_token_id"), administrator)
        .requireStatus(204);
  }

  private void reuse(Victim victim) {
    node.refresh(victim.refreshToken(), "X-Device-Fingerprint", PHONE).requireStatus(200);
    node.refresh(victim.refreshToken(), "X-Device-Fingerprint", PHONE)
        .requireUnauthorized("token_reused", INVALID_GRANT);
  }

  private void mismatch(Victim victim) {
    node.refresh(victim.refreshToken(), "X-Device-Fingerprint", "another phone's one")
        .requireUnauthorized("device_mismatch", INVALID_GRANT);
  }

  private void endEverything(Victim victim) {
    node.post("admin/logout-all", "", bearer(administrator)).requireStatus(204);
  }

  private static String token(Answer session) {
    return session.text("access_token");
  }
}
