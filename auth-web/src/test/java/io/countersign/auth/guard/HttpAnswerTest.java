package io.countersign.auth.guard;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.RefusalCode;
import io.countersign.auth.RefusedException;
import io.countersign.auth.docs.DocumentTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpAnswerTest {

  private final List<List<String>> documented = DocumentTable.rows("errors.md", "All codes");

  /** Of a malformed request the table has the more exact ones, too. */
  @Test
  void of_eachCode_hasTheStatusOfTheDocument() {
    Map<String, String> statuses =
        documented.stream()
            .collect(
                toMap(
                    row -> DocumentTable.code(row.get(0)),
                    row -> row.get(1).replaceFirst("^400, .*", "400")));
    assertThat(statuses)
        .containsExactlyInAnyOrderEntriesOf(
            Stream.of(RefusalCode.values())
                .collect(
                    toMap(
                        RefusalCode::toString,
                        code -> String.valueOf(HttpAnswer.of(code).status()))));
  }

  @Test
  void document_hasTheExceptionsOfJava() {
    assertThat(documented.stream().flatMap(row -> Stream.of(row.get(3).split(", ", -1))))
        .filteredOn(cell -> !cell.equals("–"))
        .map(DocumentTable::code)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RefusedException.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void of_401AndNothingElse_hasAChallenge(RefusalCode code) {
    HttpAnswer answer = HttpAnswer.of(code);
    assertThat(answer.challenge().isPresent()).isEqualTo(answer.status() == 401);
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_EXPIRED, 'Bearer error=\"invalid_token\"'",
    "TOKEN_REVOKED, 'Bearer error=\"invalid_token\"'",
    "TOKEN_REUSED, 'Bearer error=\"invalid_grant\"'",
    "DEVICE_MISMATCH, 'Bearer error=\"invalid_grant\"'",
    "INVALID_CREDENTIALS, Bearer"
  })
  void of_401_saysWhatIsWrong(RefusalCode code, String challenge) {
    assertThat(HttpAnswer.of(code).challenge()).contains(challenge);
  }

  @Test
  void title_isTheCodeInWords() {
    assertThat(HttpAnswer.title(RefusalCode.METHOD_NOT_ALLOWED)).isEqualTo("Method not allowed");
  }
}
