package io.countersign.auth.web.request;

/** How long a request and the texts in it may be. */
public final class Limits {

  /** Characters of a user name. */
  public static final int USERNAME = 255;

  /** Characters of a role. */
  public static final int ROLE = 255;

  /** Characters of a password. */
  public static final int PASSWORD = 1024;

  /** Characters of a password's hash, or of a JSON document that has one. */
  public static final int PASSWORD_HASH = 4096;

  /** Characters of a device's name. */
  public static final int DEVICE_NAME = 100;

  /** Characters of a reason that an administrator gives. */
  public static final int REASON = 200;

  /** Characters of a refresh token. */
  public static final int REFRESH_TOKEN = 1024;

  /** Characters of the name of an audience. */
  public static final int AUDIENCE = 512;

  /** How many audiences a request may name. */
  public static final int AUDIENCES = 20;

  /** Octets of a body: more than any request here needs, less than hurts. */
  public static final int BODY = 16 * 1024;

  /** Octets that the scanner takes: a token longer than it looks at, and a key set. */
  public static final int SCAN_BODY = 128 * 1024;

  private Limits() {}
}
