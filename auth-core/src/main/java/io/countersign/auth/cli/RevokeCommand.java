package io.countersign.auth.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a compromised key dropped. */
@Command(
    name = "revoke",
    description = {
      "Has a running server drop a key at once: for a key that others may have.",
      "Whatever the key signed is refused from then on; other verifiers follow when they read the"
          + " JWKS again."
    },
    footerHeading = "%nExample:%n",
    footer = "  countersign keys revoke NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
final class RevokeCommand implements Runnable {

  /** A SHA-256 thumbprint, base64url; so it needs no escaping in an address. */
  private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{43}");

  @Mixin private final ServerOptions server;

  @Parameters(paramLabel = "KID", description = "The key's name, as 'keys list' shows it.")
  private String kid;

  @Spec private CommandSpec command;

  RevokeCommand(ServerOptions server) {
    this.server = server;
  }

  @Override
  public void run() {
    if (!KID.matcher(kid).matches()) {
      throw new ParameterException(
          command.commandLine(), "'" + kid + "' is no key's name: it has 43 of A-Z a-z 0-9 _ -");
    }
    server.print(server.server().post("/admin/keys/" + kid + "/revoke"));
  }
}
