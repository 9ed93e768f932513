package io.countersign.auth.cli;

import picocli.CommandLine.Command;

/** The group of commands on users; does nothing by itself. */
@Command(
    name = "users",
    description = "Imports the users of another system into a running server.",
    synopsisSubcommandLabel = "COMMAND")
final class UsersCommand {}
