package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.RS256;

import io.countersign.auth.scan.live.TestService.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Services that refuse what they should, and say too much. */
final class AnswerFlaws {

  private AnswerFlaws() {}

  static List<Flaw> all() {
    String trace = "java.lang.NullPointerException\n\tat a.b.Filter.check(Filter.java:42)\n";
    return List.of(
        answer("fails on no token", "CS-LIVE-SERVER-ERROR", token -> token.isEmpty(), 500, "{}"),
        answer(
            "fails on a kid that is a number",
            "CS-LIVE-SERVER-ERROR",
            token -> ParsedToken.of(token).header().get("kid") instanceof Number,
            503,
            "{}"),
        answer("shows a stack trace", "CS-LIVE-STACK-TRACE", token -> !token.isEmpty(), 401, trace),
        new Flaw(
            "repeats the token",
            RS256,
            (token, no) -> new Reply(401, "invalid token: " + token),
            Set.of("CS-LIVE-ECHO")),
        new Flaw(
            "repeats the token in a header",
            RS256,
            (token, no) ->
                new Reply(401, "", Map.of("WWW-Authenticate", "Bearer error=\"" + token + '"')),
            Set.of("CS-LIVE-ECHO")));
  }

  private static Flaw answer(
      String name, String found, Predicate<String> when, int status, String body) {
    return new Flaw(
        name,
        RS256,
        (token, no) -> when.test(token) ? new Reply(status, body) : null,
        Set.of(found));
  }
}
