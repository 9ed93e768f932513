package io.countersign.auth.web.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables whose names begin like ours and which somebody else sets. What looks like
 * one of theirs is passed over; whatever else is unknown may be a setting misspelt.
 */
final class ForeignVariables {

  private static final String OURS = "COUNTERSIGN(_[A-Z0-9_]+)?";

  /** What Kubernetes, and Docker before it, tells each pod of a service beside it. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          OURS
              + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile(OURS + "_PORT");
  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.+");

  /** What the author of an image writes down of what is in it. */
  private static final Pattern OF_AN_IMAGE =
      Pattern.compile(
          "COUNTERSIGN_(VERSION|RELEASE|REVISION|COMMIT|BUILD|BUILD_DATE|HOME|DOWNLOAD_URL|IMAGE"
              + "|IMAGE_TAG|TAG|SHA1|SHA256|SHA512|CHECKSUM)");

  private ForeignVariables() {}

  /** Whether somebody else has set this variable, by its name and the form of its value. */
  static boolean include(String name, @Nullable String value) {
    return SERVICE_LINK.matcher(name).matches()
        || OF_AN_IMAGE.matcher(name).matches()
        || (SERVICE_ADDRESS.matcher(name).matches()
            && value != null
            && ADDRESS.matcher(value).matches());
  }
}
