package io.countersign.auth.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the key ring. */
@Command(
    name = "list",
    description = {
      "Shows the key ring of a running server.",
      "A key is published (known to verifiers, not signing yet), active, then retired (verifying"
          + " what it signed) until it is deleted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  countersign keys list --url https://login.example.com/auth --token-file token",
      "  countersign keys list --json"
    })
final class ListCommand implements Runnable {

  @Mixin private final ServerOptions server;

  ListCommand(ServerOptions server) {
    this.server = server;
  }

  @Override
  public void run() {
    AdminAnswer answer = server.server().get("/admin/keys");
    TextTable table = new TextTable().row("KID", "ALG", "STATE", "SINCE", "DELETES");
    for (Map<?, ?> key : answer.items()) {
      table.row(
          key.get("kid"), key.get("alg"), key.get("state"), since(key), key.get("deletes_at"));
    }
    if (answer.members().get("next_cursor") != null) {
      table.row("(and more)", "", "", "", "");
    }
    server.print(answer, table);
  }

  /** When the key came into its state. */
  private static @Nullable Object since(Map<?, ?> key) {
    return switch (String.valueOf(key.get("state"))) {
      case "active" -> key.get("activated_at");
      case "retired" -> key.get("retired_at");
      case "revoked" -> key.get("revoked_at");
      default -> key.get("created_at");
    };
  }
}
