package io.countersign.auth.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Deque's axe, which looks for what keeps people out (WCAG 2.2, A and AA, and best practices). */
final class Axe {

  /** Its text, for a page that is not loaded yet: the policy of one that is lets it not in. */
  static final String SOURCE = read();

  private Axe() {}

  private static String read() {
    try (var source = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (source == null) {
        throw new IllegalStateException("there is no axe on the class path");
      }
      return new String(source.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it finds, each with its rule and the first element. */
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page) {
    return (List<String>)
        page.evaluate(
            """
            async () => (await axe.run()).violations.map(
              (it) => it.id + ': ' + it.help + ': ' + it.nodes[0].html + ' ' + it.nodes[0].failureSummary)
            """);
  }
}
