package io.countersign.auth.http;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Counts the tests that passed, for the {@link SuiteTable} that is printed after the last. */
final class TestCount implements AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(TestCount.class);

  @Override
  public void afterEach(ExtensionContext context) {
    var table =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(SuiteTable.class, key -> new SuiteTable(), SuiteTable.class);
    table.add(
        context.getRequiredTestClass().getSimpleName(),
        server(context),
        context.getExecutionException().isEmpty());
  }

  /** The name of the innermost context that is of the class and of no method. */
  private static String server(ExtensionContext context) {
    var of = context;
    while (of.getTestMethod().isPresent()) {
      of = of.getParent().orElseThrow();
    }
    return of.getDisplayName();
  }
}
