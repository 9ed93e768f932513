package io.countersign.auth.cli;

import picocli.CommandLine.Command;

/** The group of commands on keys; does nothing by itself. */
@Command(
    name = "keys",
    description = "Makes key files, and shows and changes the key ring of a running server.",
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {}
