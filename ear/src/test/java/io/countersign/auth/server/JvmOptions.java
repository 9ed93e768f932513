package io.countersign.auth.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The JVM options of a WildFly that docs/deploy.md recommends, with the reasons. */
final class JvmOptions {
  private static final int MEGABYTES = 192;

  /** Argon2id's buffer, and what the requests of one more processor leave behind. */
  private static final int MEGABYTES_PER_PROCESSOR = 32;

  private JvmOptions() {}

  /** Returns the options for a machine with so many processors. */
  static List<String> of(int processors) {
    var options = new ArrayList<String>();
    options.add("-Xmx" + (MEGABYTES + MEGABYTES_PER_PROCESSOR * processors) + "m");
    options.add("-XX:MetaspaceSize=128m");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Dorg.wildfly.sigterm.suspend.timeout=10");
    if (isKnown("TrimNativeHeapInterval")) {
      options.add("-XX:TrimNativeHeapInterval=10000");
    }
    if (processors <= 2) {
      options.add("-XX:+UseSerialGC");
    }
    return options;
  }

  /** Asks this Java, which the server runs on too: one that lacks an option would not start. */
  private static boolean isKnown(String option) {
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(option);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
