package io.countersign.auth.scan.live.service;

import io.countersign.auth.scan.report.Attempt.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what an answer means. A status of success alone does not say that a caller was let in:
 * GraphQL and login pages refuse with one. So such an answer is compared with that to the valid
 * token, unless the owner has said what stands in answers that let in.
 */
public final class AnswerReader {

  private static final String GIVE_TEXT =
      "; give by --accepted-text (acceptedText) what stands only in answers that let in";

  private final PatientResource resource;
  private final String validToken;
  private @Nullable Answer valid;

  /** A reader of what the resource answers, by its answer to the valid token. */
  public AnswerReader(PatientResource resource, String validToken) {
    this.resource = resource;
    this.validToken = validToken;
  }

  /**
   * Remembers how the valid token is answered.
   *
   * @throws InconclusiveScanException when that is an error
   */
  public void readValid(Answer answer) {
    List<String> signs = RefusalSigns.inJson(answer);
    if (resource.acceptance().isByStatus() && !signs.isEmpty()) {
      throw new InconclusiveScanException(
          "the valid token is answered with " + answer + ", but " + signs.get(0) + GIVE_TEXT);
    }
    if (valid == null) {
      valid = answer;
    }
  }

  /**
   * How the service took a request.
   *
   * @param variant what was special about it
   * @param gate whether it had nothing like a token, so that the content has to be alike too
   * @throws InconclusiveScanException when that cannot be told
   * @throws IOException when the valid token, asked about again, is not answered
   */
  public Outcome read(Answer answer, String variant, boolean gate) throws IOException {
    if (!resource.lets(answer)) {
      return answer.isServerError() ? Outcome.FAILED : Outcome.REFUSED;
    }
    List<String> differences = differences(answer, gate);
    if (!differences.isEmpty()) {
      throw new InconclusiveScanException(
          "\""
              + variant
              + "\" is answered with "
              + answer
              + " as the valid token is, but not alike ("
              + String.join(", ", differences)
              + ")"
              + GIVE_TEXT);
    }
    return Outcome.ACCEPTED;
  }

  /**
   * Tells an open service from one that a header of the owner's opens.
   *
   * @throws InconclusiveScanException when it is a header
   */
  public void requireNoOtherCredential() throws IOException {
    String names = resource.credentials();
    if (names.isEmpty()) {
      return;
    }
    Answer bare = resource.askBare();
    if (!resource.lets(bare) || !differences(bare, true).isEmpty()) {
      throw new InconclusiveScanException(
          "without a token the header "
              + names
              + " lets in by itself (without it: "
              + bare
              + "), so that nothing can be found out about tokens; leave it out");
    }
  }

  /** How an answer with the status of success differs from that to the valid token. */
  private List<String> differences(Answer answer, boolean inContentToo) throws IOException {
    List<String> differences = new ArrayList<>();
    if (valid == null || !resource.acceptance().isByStatus()) {
      return differences;
    }
    List<String> signs = RefusalSigns.in(valid);
    RefusalSigns.in(answer).stream().filter(it -> !signs.contains(it)).forEach(differences::add);
    if (!answer.traits().location().equals(valid.traits().location())) {
      differences.add("it leads to \"" + answer.traits().location() + "\"");
    }
    if (!answer.traits().mediaType().equals(valid.traits().mediaType())) {
      differences.add("it is \"" + answer.traits().mediaType() + "\"");
    }
    if (inContentToo && differences.isEmpty()) {
      addContent(answer, valid, differences);
    }
    return differences;
  }

  /** Two answers to the valid token may differ as well; more than those two do is too much. */
  private void addContent(Answer answer, Answer first, List<String> differences)
      throws IOException {
    double common = AnswerWords.of(first).inCommonWith(AnswerWords.of(answer));
    if (common < 1) {
      Answer second = resource.ask(validToken);
      if (common < AnswerWords.of(first).inCommonWith(AnswerWords.of(second))) {
        differences.add("%.0f %% of the words in common".formatted(100 * common));
      }
    } else if (answer.body().isEmpty()
        && !answer.traits().length().equals(first.traits().length())) {
      differences.add("it is of another length");
    }
  }
}
