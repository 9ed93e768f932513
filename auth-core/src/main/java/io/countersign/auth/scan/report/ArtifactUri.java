package io.countersign.auth.scan.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Where something is, as a URI that SARIF takes (SARIF 2.1.0 §3.10). */
final class ArtifactUri {

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/.*");

  private ArtifactUri() {}

  /**
   * An address as it is, a file's whole path as a {@code file} URI without {@code ..}, any other
   * name as a relative reference.
   *
   * @param source a URL, or a file's name of this system or of Windows
   */
  static String of(String source) {
    try {
      return uri(source).toASCIIString();
    } catch (URISyntaxException e) {
      return "unknown";
    }
  }

  private static URI uri(String source) throws URISyntaxException {
    if (source.contains("://")) {
      return new URI(source);
    }
    String path = source.replace('\\', '/');
    if (source.startsWith("\\\\")) { // \\server\share
      int end = path.indexOf('/', 2);
      return end < 0 ? file("/" + path.substring(2)) : share(path.substring(2, end), path, end);
    }
    if (DRIVE.matcher(path).matches()) {
      return file("/" + path);
    }
    return path.startsWith("/") ? file(path) : relative(path);
  }

  private static URI share(String server, String path, int end) throws URISyntaxException {
    return new URI("file", server, path.substring(end), null).normalize();
  }

  private static URI file(String path) throws URISyntaxException {
    String one = "/" + path.replaceFirst("^/+", "");
    return new URI("file", "", new URI(null, null, one, null).normalize().getPath(), null);
  }

  private static URI relative(String path) throws URISyntaxException {
    return new URI(null, null, path.contains(":") ? "./" + path : path, null);
  }
}
