package io.countersign.auth.server;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells a waiting person what happens: one line per step, with the time since the beginning. */
public final class Progress {
  private static final long REMINDER_SECONDS = 5;

  private final PrintStream out;
  private final long begin = System.nanoTime();
  private long reminded;

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Says what begins or has just ended. */
  public void step(String what) {
    var elapsed = Duration.ofNanos(System.nanoTime() - begin);
    out.printf(Locale.ROOT, "[%5.1f s] %s%n", elapsed.toMillis() / 1000.0, what);
    out.flush();
    reminded = 0;
  }

  /** Says every few seconds that a step is still going on. */
  public void waiting(String what, Duration waited) {
    var due = waited.toSeconds() / REMINDER_SECONDS * REMINDER_SECONDS;
    if (due > reminded) {
      step(what);
      reminded = due;
    }
  }

  /** Prints text as it is. */
  void print(String text) {
    out.print(text);
    out.flush();
  }
}
