package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"generate", "master", "list", "rotate", "revoke"})
  void help_ofACommand_hasExitCodesAndExamples(String command) {
    CommandRun run = CommandRun.of("keys", command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Usage: countersign keys " + command)
        .containsPattern("(?m)^  0 +success\n  1 +failure\n  2 +wrong usage$")
        .containsPattern("Examples?:\n  countersign keys " + command + " ");
  }

  @Test
  void help_ofTheImport_hasExitCodesAndExamples() {
    CommandRun run = CommandRun.of("users", "import", "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Usage: countersign users import")
        .containsPattern("(?m)^  0 +success\n  1 +failure\n  2 +wrong usage$")
        .contains("Examples:\n  countersign users import ");
  }

  @Test
  void help_ofTheGroups_namesTheirCommands() {
    assertThat(CommandRun.of("--help").out()).contains("Usage: countersign ", "keys ", "users ");
    assertThat(CommandRun.of("users", "--help").out()).contains("import", "Exit codes:");
    assertThat(CommandRun.of("keys", "--help").out())
        .contains("generate", "master", "list", "rotate", "revoke", "Exit codes:");
  }

  @Test
  void version_outsideOfTheJar_saysSo() {
    assertThat(CommandRun.of("--version"))
        .isEqualTo(new CommandRun(0, "countersign (not packaged)\n", ""));
    assertThat(CommandRun.of("keys", "list", "--version").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "keys", "nothing", "keys nothing", "keys list --nothing"})
  void usage_wrong_exitsWith2AndPointsToTheHelp(String line) {
    CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("countersign: ").contains("--help").hasLineCount(2);
  }
}
