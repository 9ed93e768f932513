package io.countersign.auth.scan.report;

import java.io.IOException;
import java.io.Writer;

/** How reports are written. */
public enum ReportFormat {
  /** For people. */
  TEXT,
  /** JSON of Countersign's own: {@code {"version":1,"summary":{…},"reports":[…]}}. */
  JSON,
  /** SARIF 2.1.0, for code scanning. */
  SARIF,
  /** JUnit's XML, for build servers: a test case for each report, which fails at the threshold. */
  JUNIT;

  /**
   * Writes reports that are safe to print on a terminal.
   *
   * @param results the reports
   * @param colour whether text is to have ANSI colours
   * @param out where to; stays open
   * @throws IOException when it cannot be written
   */
  public void write(ScanResults results, boolean colour, Writer out) throws IOException {
    switch (this) {
      case TEXT -> out.write(new TextReport(colour).of(results));
      case JSON -> JsonReport.write(results, out);
      case SARIF -> SarifReport.write(results, ToolVersion.packaged(), out);
      case JUNIT -> JunitReport.write(results, out);
    }
    out.flush();
  }
}
