package io.countersign.auth.scan.live.service;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an answer, or what the service does before it answers, gives away. */
public final class AnswerRules {

  static final RuleInfo SERVER_ERROR =
      new RuleInfo(
          "CS-LIVE-SERVER-ERROR",
          LOW,
          "A bad token makes the service fail",
          "A caller's mistake is no 5xx: it fills logs and alarms, and hides what really breaks.",
          "Answer every token that is not accepted with 401.",
          rfc(6750, "3.1"),
          cwe(755));

  static final RuleInfo ECHO =
      new RuleInfo(
          "CS-LIVE-ECHO",
          MEDIUM,
          "An answer repeats the token",
          "So the token gets to caches, logs and pages, and what an attacker writes in it as well.",
          "Leave every part of the token out of answers and of error descriptions.",
          cwe(209),
          cwe(522));

  static final RuleInfo STACK_TRACE =
      new RuleInfo(
          "CS-LIVE-STACK-TRACE",
          MEDIUM,
          "An answer shows a stack trace",
          "It tells which libraries there are, in which versions, and which check failed.",
          "Answer with a fixed text, and log the reason.",
          cwe(209));

  /** The service fetched an address that a token named. */
  public static final RuleInfo FETCH =
      new RuleInfo(
          "CS-LIVE-FETCH",
          HIGH,
          "A token can make the service send requests",
          "It fetched an address out of a token before it refused it; so anybody reaches what"
              + " only the service can reach.",
          "Refuse tokens with jku or x5u without looking at the address.",
          rfc(8725, "3.10"),
          asvs("9.1.3"),
          cwe(918));

  /** All rules of answers. */
  public static final List<RuleInfo> ALL = List.of(FETCH, ECHO, STACK_TRACE, SERVER_ERROR);

  /** Shorter parts of a token may stand in an answer by chance. */
  private static final int TELLING = 16;

  private static final Pattern TRACE =
      Pattern.compile(
          "\\bat [\\w.$/]+\\([\\w$]+\\.(?:java|kt|scala|groovy):\\d+\\)" // Java
              + "|\\b(?:java|javax|jakarta|org|com|io)\\.[\\w.]+(?:Exception|Error)\\b"
              + "|Traceback \\(most recent call last\\)" // Python
              + "|\\n\\s+at [^\\n]{1,200}:\\d+:\\d+\\)?" // JavaScript
              + "|\\bSystem\\.[\\w.]+Exception\\b" // .NET
              + "|\\bgoroutine \\d+ \\["); // Go

  private AnswerRules() {}

  /** Which of the rules an answer to a token breaks. */
  public static List<RuleInfo> broken(Answer answer, String token) {
    List<RuleInfo> broken = new ArrayList<>();
    if (answer.isServerError()) {
      broken.add(SERVER_ERROR);
    }
    if (repeats(answer, token)) {
      broken.add(ECHO);
    }
    if (showsTrace(answer)) {
      broken.add(STACK_TRACE);
    }
    return broken;
  }

  private static boolean showsTrace(Answer answer) {
    return TRACE.matcher(answer.body()).find() || TRACE.matcher(answer.headers()).find();
  }

  private static boolean repeats(Answer answer, String token) {
    return Stream.of(token.split("\\."))
        .skip(1) // a header is alike in all tokens, and no secret
        .anyMatch(part -> part.length() >= TELLING && answer.contains(part));
  }
}
