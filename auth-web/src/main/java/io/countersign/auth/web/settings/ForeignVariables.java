package io.countersign.auth.web.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises environment variables that other software sets and whose names begin like ours. They
 * are passed over. Any other unknown variable may be a misspelt setting.
 */
final class ForeignVariables {

  private static final String OURS = "COUNTERSIGN(_[A-Z0-9_]+)?";

  /** Variables by which Kubernetes, and Docker before it, tells each pod of a service beside it. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          OURS
              + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile(OURS + "_PORT");
  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.+");

  /** Variables by which the author of an image says what is in it. */
  private static final Pattern OF_AN_IMAGE =
      Pattern.compile(
          "COUNTERSIGN_(VERSION|RELEASE|REVISION|COMMIT|BUILD|BUILD_DATE|HOME|DOWNLOAD_URL|IMAGE"
              + "|IMAGE_TAG|TAG|SHA1|SHA256|SHA512|CHECKSUM)");

  private ForeignVariables() {}

  /** Whether this variable is other software's, by its name and the form of its value. */
  static boolean include(String name, @Nullable String value) {
    return SERVICE_LINK.matcher(name).matches()
        || OF_AN_IMAGE.matcher(name).matches()
        || (SERVICE_ADDRESS.matcher(name).matches()
            && value != null
            && ADDRESS.matcher(value).matches());
  }
}
