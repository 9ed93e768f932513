package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.HeuristicMixedException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOutageTest {

  private final SQLException broken = new SQLException("the connection broke", "08006");

  @Test
  void statement_brokenConnection_isAnOutage() {
    var failure = new IllegalStateException(broken);

    assertThat(DatabaseOutage.in(failure)).hasValue(new DatabaseOutage("the connection broke"));
  }

  @Test
  void pool_withoutConnection_saysWhatTheDriverSays() {
    var failure =
        new IllegalStateException(
            new SQLException(
                "no managed connection", new Exception(new SQLException("refused", "08001"))));

    assertThat(DatabaseOutage.in(failure)).hasValue(new DatabaseOutage("refused"));
  }

  @Test
  void commit_ofUnknownOutcome_isAnOutage() {
    var resource = new XAException("could not commit");
    resource.initCause(broken);
    var failure = new HeuristicMixedException();
    failure.addSuppressed(resource);

    assertThat(DatabaseOutage.in(new IllegalStateException(failure)))
        .hasValue(new DatabaseOutage("the connection broke"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57P01", "25006"})
  void whatIsOverInAMoment_isAnOutage(String state) {
    assertThat(DatabaseOutage.in(new SQLException("try again", state))).isPresent();
  }

  @Test
  void constraint_isNone() {
    assertThat(DatabaseOutage.in(new SQLException("duplicate key", "23505"))).isEmpty();
  }

  @Test
  void otherFailure_isNone() {
    assertThat(DatabaseOutage.in(new HeuristicMixedException())).isEmpty();
  }

  @Test
  void causesInACircle_end() {
    var inner = new IllegalStateException();
    var outer = new IllegalStateException(inner);
    inner.initCause(outer);

    assertThat(DatabaseOutage.in(outer)).isEmpty();
  }
}
