package io.countersign.auth.web.answer;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A public file for browsers, which stays the same for as long as the server runs. It is compressed
 * once, for clients that take it so (RFC 9110 §12.5.3).
 */
public final class StaticFile {

  /** Long enough that no two versions have the same. */
  private static final int VERSION_OCTETS = 8;

  /** The coding, and not the refusal of it: a weight of zero (RFC 9110 §12.4.2). */
  private static final Pattern TAKES_GZIP =
      Pattern.compile(
          "(?i)(?:^|,)\\s*+(?:x-)?gzip\\s*+(?:;\\s*+q=(?!0(?:\\.0*)?\\s*(?:,|$))[^,]*)?(?:,|$)");

  private static final String FIVE_MINUTES = "max-age=300";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final byte[] content;
  private final byte[] compressed;
  private final String mediaType;
  private final String version;

  private StaticFile(byte[] content, String mediaType) {
    this.content = content;
    this.mediaType = mediaType;
    compressed = compress(content);
    version = versionOf(content);
  }

  /**
   * Reads a file from beside a class.
   *
   * @throws IllegalStateException when it is not there
   */
  public static StaticFile beside(Class<?> owner, String name, String mediaType) {
    try (InputStream resource = owner.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return new StaticFile(resource.readAllBytes(), mediaType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names this content and no other: hexadecimal digits, the same on all nodes. */
  public String version() {
    return version;
  }

  /** The file at an address that stays: a client asks after five minutes whether it has changed. */
  public Response.ResponseBuilder answer(HttpHeaders headers) {
    return answer(headers, FIVE_MINUTES);
  }

  /** The file at an address that has its version: a client never asks again (RFC 8246). */
  public Response.ResponseBuilder answerForEver(HttpHeaders headers) {
    return answer(headers, FOR_EVER);
  }

  private Response.ResponseBuilder answer(HttpHeaders headers, String cacheControl) {
    boolean isCompressed = takesGzip(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    String tag = '"' + version + (isCompressed ? "-gzip\"" : "\"");
    return EntityTags.answer(headers, tag, () -> content(isCompressed))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .header(HttpHeaders.CACHE_CONTROL, cacheControl);
  }

  private Response.ResponseBuilder content(boolean isCompressed) {
    return isCompressed
        ? Response.ok(compressed).type(mediaType).header(HttpHeaders.CONTENT_ENCODING, "gzip")
        : Response.ok(content).type(mediaType);
  }

  private static boolean takesGzip(@Nullable List<String> lines) {
    return lines != null && TAKES_GZIP.matcher(String.join(",", lines)).find();
  }

  private static byte[] compress(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new SmallestGzip(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static final class SmallestGzip extends GZIPOutputStream {
    SmallestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /** Names a content and no other: hexadecimal digits. */
  public static String versionOf(byte[] content) {
    return HexFormat.of().formatHex(digestOf(content), 0, VERSION_OCTETS);
  }

  /** The SHA-256 of a content. */
  public static byte[] digestOf(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
