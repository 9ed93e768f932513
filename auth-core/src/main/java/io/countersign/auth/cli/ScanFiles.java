package io.countersign.auth.cli;

import io.countersign.auth.scan.report.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads and writes the files of a scan, and takes no token for a file's name. */
final class ScanFiles {

  private static final String STANDARD_INPUT = "-";
  private static final int LARGEST = 64 * 1024 * 1024;

  /** One octet more than a scanner reads, so that the scanner reports the length. */
  private static final int LONGEST_LINE = 64 * 1024 + 1;

  private static final String MARK = "\uFEFF";
  private static final Pattern BEARER = Pattern.compile("(?i)^Bearer\\s+");

  private final InputStream input;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files of tokens; - is the standard input.")
  private List<String> sources = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ScanFiles(InputStream input) {
    this.input = input;
  }

  /** The file's name for people. */
  String name(String file) {
    return file.equals(STANDARD_INPUT) ? "stdin" : file;
  }

  /** Everything in a file, at most 64 MiB. */
  String text(String file) {
    try (InputStream from = open(file)) {
      byte[] octets = from.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) {
        throw wrong("larger than 64 MiB: " + file);
      }
      return TextFile.text(octets);
    } catch (IOException e) {
      throw wrong("cannot be read: " + file);
    }
  }

  /** The one token of a file, with or without "Bearer " before it. */
  String token(String file) {
    String token = bare(text(file));
    if (token.isEmpty()) {
      throw wrong("holds no token: " + name(file));
    }
    return token;
  }

  /** Without white space, "Bearer ", and a mark of the file that was joined to another. */
  private static String bare(String text) {
    String line = text.startsWith(MARK) ? text.substring(1) : text;
    return BEARER.matcher(line.strip()).replaceFirst("");
  }

  /** Whether there is no file of tokens. */
  boolean areNone() {
    return sources.isEmpty();
  }

  /** Hands over each token of the files, with its place. */
  void forEachToken(BiConsumer<String, Location> scanner) {
    sources.forEach(source -> forEachToken(source, scanner));
  }

  private void forEachToken(String file, BiConsumer<String, Location> scanner) {
    try (Reader reader = TextFile.reader(open(file))) {
      int number = 0;
      for (String line = nextLine(reader); line != null; line = nextLine(reader)) {
        number++;
        String token = bare(line);
        if (!token.isEmpty() && !token.startsWith("#")) {
          scanner.accept(token, new Location(name(file), number, ""));
        }
      }
    } catch (IOException e) {
      throw wrong("cannot be read: " + file);
    }
  }

  /** Replaces a file. */
  void write(String file, String text) {
    requireNoToken(file);
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException | InvalidPathException e) {
      throw wrong("cannot be written: " + file);
    }
  }

  private InputStream open(String file) throws IOException {
    requireNoToken(file);
    try {
      return file.equals(STANDARD_INPUT) ? input : Files.newInputStream(Path.of(file));
    } catch (InvalidPathException e) {
      throw wrong("cannot be read: " + file);
    }
  }

  private void requireNoToken(String argument) {
    if (TokenText.isIn(argument)) {
      throw wrong(
          "that is a token and no file: it is in the shell's history and the list of processes now;"
              + " write tokens to a file, or to the standard input of scan -");
    }
  }

  /** A line, however long it is, as far as a scanner looks; null at the end. */
  private static @Nullable String nextLine(Reader reader) throws IOException {
    int character = reader.read();
    if (character < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (; character >= 0 && character != '\n'; character = reader.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) character);
      }
    }
    return line.toString();
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
