package io.countersign.auth.core;

/** Says that no keys can be had to verify any token by: nothing about a token. */
public final class KeysUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysUnavailableException(String reason) {
    super(reason, null, false, false);
  }
}
