package io.countersign.auth.verify;

/** Refuses a setting; the deployment must stop. */
public final class InvalidSettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the refusal.
   *
   * @param setting the setting's whole name, such as {@code countersign.clock-skew}
   * @param problem what is wrong with it and what is allowed, without its value where that is a
   *     secret
   */
  public InvalidSettingException(String setting, String problem) {
    super(setting + " " + problem);
  }
}
