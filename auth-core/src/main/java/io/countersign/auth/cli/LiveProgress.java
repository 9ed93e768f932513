package io.countersign.auth.cli;

import io.countersign.auth.scan.live.Progress;
import java.io.PrintWriter;

/** Tells on one line of a terminal how far a scan is. */
final class LiveProgress implements Progress {

  private static final int WIDTH = 60;

  private final PrintWriter terminal;

  LiveProgress(PrintWriter terminal) {
    this.terminal = terminal;
  }

  @Override
  public void next(int number, int planned, String what) {
    String text = PrintableText.line(what);
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    terminal.print("\r%d/%d %s\u001b[K".formatted(number, planned, cut));
    terminal.flush();
  }

  /** Clears the line. */
  void end() {
    terminal.print("\r\u001b[K");
    terminal.flush();
  }
}
