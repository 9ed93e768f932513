package io.countersign.auth.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine;

/** What a command printed and exited with. */
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... arguments) {
    return of(Map.of(), "", arguments);
  }

  static CommandRun of(Map<String, String> environment, String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        CountersignCommand.commandLine(
            new SecureRandom(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC));
    int code =
        command
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
