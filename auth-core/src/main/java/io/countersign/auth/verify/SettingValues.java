package io.countersign.auth.verify;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads settings by name, and remembers which it has read. It refuses a blank or wrong value and
 * names the setting: nothing falls back silently.
 *
 * <p>A name is written here without {@code countersign.} before it. A parser throws {@link
 * WrongValueException} for a text that it does not take.
 */
public final class SettingValues {

  /** What the whole name of each setting begins with. */
  public static final String PREFIX = "countersign.";

  private final Function<String, Optional<String>> source;
  private final SortedMap<String, String> texts = new TreeMap<>();

  /**
   * Values of a source.
   *
   * @param source the text of a setting by its whole name, if it is set
   */
  public SettingValues(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * Reads a setting that has no default.
   *
   * @throws InvalidSettingException when it is missing, blank or wrong
   */
  public <T> T required(String name, Function<String, T> parser) {
    return optional(name, parser).orElseThrow(() -> refused(name, "must be set"));
  }

  /**
   * Reads a setting that has a default. The default is a text, as it would be set.
   *
   * @throws InvalidSettingException when it is blank or wrong
   */
  public <T> T optional(String name, Function<String, T> parser, String defaultText) {
    return parse(name, text(name, defaultText), parser);
  }

  /**
   * Reads a setting that may be missing.
   *
   * @throws InvalidSettingException when it is blank or wrong
   */
  public <T> Optional<T> optional(String name, Function<String, T> parser) {
    String text = text(name, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(name, text, parser));
  }

  /** The settings that were read, each with its text, its default, or an empty text. */
  public SortedMap<String, String> texts() {
    return Collections.unmodifiableSortedMap(texts);
  }

  private String text(String name, String defaultText) {
    Optional<String> value = source.apply(PREFIX + name);
    if (value.filter(String::isBlank).isPresent()) {
      throw refused(name, "must not be empty");
    }
    String text = value.orElse(defaultText);
    texts.put(name, text);
    return text;
  }

  private static <T> T parse(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (WrongValueException e) {
      throw refused(name, "must be " + e.getMessage());
    }
  }

  private static InvalidSettingException refused(String name, String problem) {
    return new InvalidSettingException(PREFIX + name, problem);
  }

  /** Takes an ISO 8601 duration. */
  public static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new WrongValueException("an ISO 8601 duration like PT15M");
    }
  }

  /** Takes a whole number. */
  public static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new WrongValueException("a whole number");
    }
  }

  /** Takes {@code true} or {@code false}. */
  public static boolean trueOrFalse(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new WrongValueException("true or false");
    };
  }

  /** Takes names with commas between them. */
  public static Set<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).collect(toSet());
  }

  /** Refuses a text. The reader adds the setting's name. */
  public static final class WrongValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the refusal.
     *
     * @param allowed what the value must be, such as {@code true or false}
     */
    public WrongValueException(String allowed) {
      super(allowed, null, false, false);
    }
  }
}
