package io.countersign.auth.verify;

/** Says why a document is no JWK Set to be trusted, without repeating anything of it. */
public final class InvalidKeySetException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidKeySetException(String problem) {
    super("The JWK Set " + problem, null, false, false);
  }
}
