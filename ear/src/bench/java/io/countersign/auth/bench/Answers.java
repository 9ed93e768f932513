package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;

/** What answers say, read in the shortest way. */
final class Answers {
  private Answers() {}

  /** Returns a member of a JSON object that is a text without escapes, such as a token. */
  static String text(Answer answer, String member) {
    var body = answer.body();
    var mark = "\"" + member + "\":\"";
    var begin = body.indexOf(mark) + mark.length();
    if (begin < mark.length()) {
      throw new IllegalStateException("an answer has no " + member);
    }
    return body.substring(begin, body.indexOf('"', begin));
  }

  /** Returns the answer if it is of this status, and fails with what it says if not. */
  static Answer require(int status, Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException(
          "%d instead of %d: %s".formatted(answer.status(), status, answer.body()));
    }
    return answer;
  }
}
