package io.countersign.auth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened to the security of an account, a session or the deployment.
 *
 * <p>Each one is kept, logged as a line of JSON and sent as a CDI event, after what it reports has
 * been committed. It never holds a token, a password or a secret.
 *
 * @param type what happened
 * @param at when
 * @param userId to whom, if to a known user
 * @param sessionId to which session, if to one
 * @param actor who did it: a user's id, or {@code system}; empty for somebody unknown
 * @param address from which IP address, if known
 * @param detail further facts, by name
 */
public record SecurityEvent(
    Type type,
    Instant at,
    Optional<UUID> userId,
    Optional<UUID> sessionId,
    Optional<String> actor,
    Optional<String> address,
    Map<String, String> detail) {

  /**
   * The name in the detail of why an administrator did it, in the administrator's words. The name
   * {@code reason} there is that of a code for programs.
   */
  public static final String NOTE = "note";

  /** The name in the detail of the trace that it is part of, where the server traces requests. */
  public static final String TRACE_ID = "trace_id";

  /** Copies the detail. */
  public SecurityEvent {
    detail = Map.copyOf(detail);
  }

  /** The closed list of what is reported. */
  public enum Type {
    /** A session was opened. */
    LOGIN,
    /** A login was refused; the detail's {@code reason} says why. */
    LOGIN_FAILED,
    /** A password was not looked at, because too many came at once. It may have been right. */
    LOGIN_DEFERRED,
    /** A refresh was refused; the detail's {@code reason} says why. */
    REFRESH_REFUSED,
    /** A refresh token was presented after its rotation: its session has ended. */
    TOKEN_REUSED,
    /** A refresh token was presented by another device: its session has ended. */
    DEVICE_MISMATCH,
    /** A user logged out. */
    LOGOUT,
    /** A password was changed: all sessions from before have ended. */
    PASSWORD_CHANGED,
    /** One session was ended. */
    SESSION_REVOKED,
    /** Several sessions of a user were ended. */
    SESSIONS_REVOKED,
    /** Every session of everybody was ended. */
    LOGOUT_ALL,
    /** One access token was revoked. */
    ACCESS_TOKEN_REVOKED,
    /** An account was made. */
    USER_CREATED,
    /** An account was deleted; events keep its id. */
    USER_DELETED,
    /** A user was disabled: all sessions have ended. */
    USER_DISABLED,
    /** A disabled user was enabled. */
    USER_ENABLED,
    /** A user has other roles than before. */
    ROLES_CHANGED,
    /** The owner of the server gave an administrator a new password when the server started. */
    ADMINISTRATOR_RECOVERED,
    /** A signing key is shown to verifiers. */
    KEY_PUBLISHED,
    /** A signing key began to sign. */
    KEY_ACTIVATED,
    /** A signing key signs no more. */
    KEY_RETIRED,
    /** A signing key was dropped: nothing that it signed is trusted. */
    KEY_REVOKED,
    /** A signing key was forgotten. */
    KEY_DELETED,
    /** A node started, with the settings in the detail. */
    STARTED,
    /**
     * Something that only a newer version reports, which serves the same database; the detail's
     * {@code type} is its name there. It is only read, never sent.
     */
    UNKNOWN;

    /** The type as programs read it, such as {@code login_failed}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An event with its type and time only; the methods below add the rest. */
  public static SecurityEvent of(Type type, Instant at) {
    return new SecurityEvent(
        type, at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** The same, of this user. */
  public SecurityEvent ofUser(UUID user) {
    return new SecurityEvent(type, at, Optional.of(user), sessionId, actor, address, detail);
  }

  /** The same, of this session. */
  public SecurityEvent ofSession(UUID session) {
    return new SecurityEvent(type, at, userId, Optional.of(session), actor, address, detail);
  }

  /** The same, done by this actor. */
  public SecurityEvent by(Actor who) {
    return new SecurityEvent(
        type, at, userId, sessionId, Optional.of(who.name()), who.address(), detail);
  }

  /** The same, from this address. */
  public SecurityEvent from(Optional<String> ip) {
    return new SecurityEvent(type, at, userId, sessionId, actor, ip, detail);
  }

  /** The same, with an administrator's note, if there is one. */
  public SecurityEvent noted(Optional<String> note) {
    return note.map(text -> and(NOTE, text)).orElse(this);
  }

  /** The same, with the id of the trace (W3C Trace Context §3.2.2.3) that it is part of. */
  public SecurityEvent inTrace(String traceId) {
    return and(TRACE_ID, traceId);
  }

  private SecurityEvent and(String name, String value) {
    Map<String, String> more = new HashMap<>(detail);
    more.put(name, value);
    return with(more);
  }

  /** The same, with this detail. */
  public SecurityEvent with(Map<String, String> more) {
    return new SecurityEvent(type, at, userId, sessionId, actor, address, more);
  }
}
