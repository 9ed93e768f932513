package io.countersign.auth.scan.report;

import java.util.Optional;

/** The version of what scans, as the jar's manifest has it. */
final class ToolVersion {

  private ToolVersion() {}

  /** Empty outside of a jar. */
  static Optional<String> packaged() {
    return Optional.ofNullable(ToolVersion.class.getPackage().getImplementationVersion());
  }
}
