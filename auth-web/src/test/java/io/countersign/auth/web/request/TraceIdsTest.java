package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;

class TraceIdsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void insideASpan_isTheIdOfItsTrace() {
    var traceIds = TraceIds.ofThisServer();
    assertThat(traceIds.get()).isEmpty();
    var context =
        SpanContext.create(
            TRACE, "00f067aa0ba902b7", TraceFlags.getDefault(), TraceState.getDefault());
    try (var scope = Span.wrap(context).makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(traceIds.get()).contains(TRACE);
    }
    assertThat(traceIds.get()).isEmpty();
  }

  @Test
  void serverWithoutTheApi_hasNoTraces() {
    assertThat(TraceIds.ofThisServer(ClassLoader.getPlatformClassLoader()).get()).isEmpty();
  }
}
