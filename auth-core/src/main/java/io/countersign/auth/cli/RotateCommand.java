package io.countersign.auth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the next signing key made. */
@Command(
    name = "rotate",
    description = {
      "Has a running server make its next signing key now.",
      "The key is published first and signs once every verifier can know it."
    },
    footerHeading = "%nExample:%n",
    footer = "  countersign keys rotate --url https://login.example.com/auth --token-file token")
final class RotateCommand implements Runnable {

  @Mixin private final ServerOptions server;

  RotateCommand(ServerOptions server) {
    this.server = server;
  }

  @Override
  public void run() {
    server.print(server.server().post("/admin/keys/rotate"));
  }
}
