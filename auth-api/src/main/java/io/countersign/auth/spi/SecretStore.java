package io.countersign.auth.spi;

/** Keeps the deployment's symmetric secrets, sealed under the master key. */
public interface SecretStore {

  /**
   * Stores {@code sealedCandidate} under {@code name} unless there is one.
   *
   * @param name what the secret is for, such as {@code refresh-token}
   * @param sealedCandidate the secret to keep if this is the first start, encrypted
   * @return the secret that is kept after the call, encrypted: on every node the same
   */
  SecretBytes keepFirst(String name, SecretBytes sealedCandidate);

  /**
   * Replaces a secret by the same one encrypted anew.
   *
   * @param name what the secret is for
   * @param sealed the secret as it is kept; when another is kept by now, nothing changes
   * @param sealedAnew the secret to keep instead
   */
  void replace(String name, SecretBytes sealed, SecretBytes sealedAnew);
}
