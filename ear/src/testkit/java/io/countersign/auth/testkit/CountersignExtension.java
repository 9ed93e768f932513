package io.countersign.auth.testkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class a {@link TestCountersign}, as a parameter: of test methods, of
 * {@code @BeforeAll} and {@code @BeforeEach} methods, and of constructors. It is started before the
 * first test of the class and closed after the last. Classes inside of it share it.
 *
 * <p>{@code @ExtendWith(CountersignExtension.class)} on the class takes one at any port. One that
 * is to be told more is a static field with {@code @RegisterExtension}:
 *
 * <pre>{@code
 * static final CountersignExtension COUNTERSIGN =
 *     new CountersignExtension(TestCountersign.builder().port(9753));
 * }</pre>
 */
public final class CountersignExtension
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(CountersignExtension.class);

  private final TestCountersign.Builder builder;

  /** One at any port, for {@code @ExtendWith}. */
  public CountersignExtension() {
    this(TestCountersign.builder());
  }

  /**
   * One as this builder has it.
   *
   * @param builder what is started for each class of tests
   */
  public CountersignExtension(TestCountersign.Builder builder) {
    this.builder = builder;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (find(context).isEmpty()) {
      context.getStore(NAMESPACE).put(TestCountersign.class, builder.start());
    }
  }

  /** Closes it in the class that it was started for; an inner class finds it, but has none. */
  @Override
  public void afterAll(ExtensionContext context) {
    @Nullable TestCountersign own =
        context.getStore(NAMESPACE).remove(TestCountersign.class, TestCountersign.class);
    if (own != null) {
      own.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCountersign.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return find(context)
        .orElseThrow(
            () -> new IllegalStateException("the extension is registered as a static field"));
  }

  private static Optional<TestCountersign> find(ExtensionContext context) {
    return Optional.ofNullable(
        context.getStore(NAMESPACE).get(TestCountersign.class, TestCountersign.class));
  }
}
