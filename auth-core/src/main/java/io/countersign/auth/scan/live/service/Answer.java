package io.countersign.auth.scan.live.service;

/**
 * What a service answered.
 *
 * @param status the HTTP status
 * @param headers the header's values, a line each
 * @param body the body, or its start when it is long
 * @param traits what of the header tells one answer from another
 */
public record Answer(int status, String headers, String body, AnswerTraits traits) {

  /** An answer without traits of its header. */
  public Answer(int status, String headers, String body) {
    this(status, headers, body, AnswerTraits.NONE);
  }

  /** Whether the service says that something broke in it. */
  boolean isServerError() {
    return status / 100 == 5;
  }

  /** Whether a text stands somewhere in it. */
  boolean contains(String text) {
    return body.contains(text) || headers.contains(text);
  }

  /** Hides what may hold a token. */
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
