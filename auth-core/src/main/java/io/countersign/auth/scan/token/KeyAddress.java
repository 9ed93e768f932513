package io.countersign.auth.scan.token;

import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.regex.Pattern;

/** Names of keys that are addresses by right, though nobody fetches a key from there. */
public final class KeyAddress {

  /** What Azure calls its keys, in its public and its national clouds. */
  private static final Pattern AZURE =
      Pattern.compile(
          "https://[A-Za-z0-9-]{1,63}\\."
              + "(vault\\.azure\\.net|vault\\.azure\\.cn|vault\\.usgovcloudapi\\.net"
              + "|managedhsm\\.azure\\.net|managedhsm\\.azure\\.cn"
              + "|managedhsm\\.usgovcloudapi\\.net)"
              + "(:443)?/keys/[A-Za-z0-9-]{1,127}(/[0-9a-fA-F]{32})?");

  private KeyAddress() {}

  /** Whether a key may be called so: by Azure, or in a credential by the address of its issuer. */
  public static boolean isRight(String kid, TokenType type) {
    return AZURE.matcher(kid).matches() || (type.has(Trait.HELD) && kid.startsWith("https://"));
  }
}
