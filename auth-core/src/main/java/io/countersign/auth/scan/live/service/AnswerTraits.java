package io.countersign.auth.scan.live.service;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of an answer's header tells it from another.
 *
 * @param mediaType in lower case, without parameters; empty when there is none
 * @param location where it leads to, without a query; empty when nowhere
 * @param length how long the whole body is or would be; empty when that is not said
 * @param challenge whether it asks for a login (RFC 9110 §11.6.1)
 * @param retryAfter how long to wait, when it says so in seconds (RFC 9110 §10.2.3)
 */
record AnswerTraits(
    String mediaType,
    String location,
    String length,
    boolean challenge,
    Optional<Duration> retryAfter) {

  static final AnswerTraits NONE = new AnswerTraits("", "", "", false, Optional.empty());

  private static final int LONGEST = 80;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x21-\\x7e]");

  static AnswerTraits of(HttpHeaders headers) {
    return new AnswerTraits(
        shown(headers, "Content-Type", ";").toLowerCase(Locale.ROOT),
        shown(headers, "Location", "?"),
        shown(headers, "Content-Length", ";"),
        headers.firstValue("WWW-Authenticate").isPresent(),
        headers
            .firstValue("Retry-After")
            .map(String::strip)
            .filter(it -> SECONDS.matcher(it).matches())
            .map(it -> Duration.ofSeconds(Long.parseLong(it))));
  }

  /** A value up to a sign, fit to be shown. */
  private static String shown(HttpHeaders headers, String name, String end) {
    String value = headers.firstValue(name).orElse("");
    int at = value.indexOf(end);
    String start = (at < 0 ? value : value.substring(0, at)).strip();
    return NOT_PRINTABLE
        .matcher(start.substring(0, Math.min(start.length(), LONGEST)))
        .replaceAll("?");
  }
}
