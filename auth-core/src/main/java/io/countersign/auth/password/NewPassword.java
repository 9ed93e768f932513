package io.countersign.auth.password;

/** A password that a {@link PasswordPolicy} has accepted, and that nobody has yet. */
public final class NewPassword implements InitialPassword {

  private final String text;

  NewPassword(String text) {
    this.text = text;
  }

  /** The password as it was typed. */
  public String text() {
    return text;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "NewPassword[]";
  }
}
