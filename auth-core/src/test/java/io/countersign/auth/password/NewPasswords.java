package io.countersign.auth.password;

/** Passwords that tests set, and no policy is asked about. */
public final class NewPasswords {

  private NewPasswords() {}

  public static NewPassword accepted(String text) {
    return new NewPassword(text);
  }
}
