package io.countersign.auth.web.request;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Of which trace a request is part, where the server traces requests and shows applications the API
 * of OpenTelemetry. Other servers lack its classes, and nothing else is missing there.
 */
public final class TraceIds {

  private static final String SPAN = "io.opentelemetry.api.trace.Span";

  private TraceIds() {}

  /**
   * The id of the trace that a thread does its work for; always empty on servers without traces.
   */
  public static Supplier<Optional<String>> ofThisServer() {
    return ofThisServer(TraceIds.class.getClassLoader());
  }

  static Supplier<Optional<String>> ofThisServer(ClassLoader application) {
    try {
      Class.forName(SPAN, false, application);
      current(); // else an API that lacks something would fail the first act that is reported
      return TraceIds::current;
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional::empty;
    }
  }

  private static Optional<String> current() {
    return Optional.of(Span.current().getSpanContext())
        .filter(SpanContext::isValid)
        .map(SpanContext::getTraceId);
  }
}
