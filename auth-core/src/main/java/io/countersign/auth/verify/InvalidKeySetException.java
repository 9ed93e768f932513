package io.countersign.auth.verify;

/** Says why a document is not a JWK Set to be trusted. It repeats nothing of the document. */
public final class InvalidKeySetException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidKeySetException(String problem) {
    super("The JWK Set " + problem, null, false, false);
  }
}
