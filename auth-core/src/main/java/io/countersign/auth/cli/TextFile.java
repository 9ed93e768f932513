package io.countersign.auth.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Reads text in UTF-8, and in UTF-16 and UTF-32 as Windows' editors and its shell write it. A byte
 * order mark says which, and is no part of the text. Without one, the zeros beside the first letter
 * show UTF-16: that letter is ASCII in every file that is read here.
 */
final class TextFile {

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final int LONGEST_MARK = 4;

  private TextFile() {}

  /** A reader of the text, which closes the stream with it. */
  static Reader reader(InputStream in) throws IOException {
    PushbackInputStream octets = new PushbackInputStream(in, LONGEST_MARK);
    byte[] start = octets.readNBytes(LONGEST_MARK);
    Encoding encoding = encoding(start);
    octets.unread(start, encoding.mark(), start.length - encoding.mark());
    return new BufferedReader(new InputStreamReader(octets, encoding.charset()));
  }

  /** The text of octets. */
  static String text(byte[] octets) {
    try (Reader reader = reader(new ByteArrayInputStream(octets))) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("an array can always be read", e);
    }
  }

  /**
   * How a text is encoded.
   *
   * @param charset by which charset
   * @param mark how many octets the mark has
   */
  private record Encoding(Charset charset, int mark) {}

  private static Encoding encoding(byte[] start) {
    if (begins(start, 0xFF, 0xFE, 0, 0)) {
      return new Encoding(UTF_32LE, 4);
    }
    if (begins(start, 0, 0, 0xFE, 0xFF)) {
      return new Encoding(UTF_32BE, 4);
    }
    if (begins(start, 0xEF, 0xBB, 0xBF)) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    if (begins(start, 0xFF, 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    if (begins(start, 0xFE, 0xFF)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2);
    }
    return new Encoding(unmarked(start), 0);
  }

  private static Charset unmarked(byte[] start) {
    if (start.length < 2 || (start[0] == 0) == (start[1] == 0)) {
      return StandardCharsets.UTF_8;
    }
    return start[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  private static boolean begins(byte[] start, int... octets) {
    if (start.length < octets.length) {
      return false;
    }
    for (int at = 0; at < octets.length; at++) {
      if ((start[at] & 0xFF) != octets[at]) {
        return false;
      }
    }
    return true;
  }
}
