package io.countersign.auth.scan.report;

/** Fails a test because a scan found something; the message is the report. */
public final class NotCleanError extends AssertionError {

  private static final long serialVersionUID = 1L;

  NotCleanError(Severity threshold, ScanReport report) {
    super(
        report.atLeast(threshold).size()
            + " findings of severity "
            + threshold.label()
            + " or worse\n"
            + report);
  }
}
