package io.countersign.auth.browser;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts Chromium for the first test that asks, and closes it after the last. */
final class ChromiumExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ChromiumExtension.class);

  /** The build fails where there is no Chromium, instead of leaving its tests out. */
  private static final String REQUIRED = "chromium.required";

  private static final String MISSING =
      "No Chromium by CHROMIUM or on the PATH: the browser tests are left out.";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isPresent()) {
      return ConditionEvaluationResult.enabled("There is a Chromium.");
    }
    if (Boolean.getBoolean(REQUIRED)) {
      throw new IllegalStateException(
          "No Chromium by CHROMIUM or on the PATH, and -D" + REQUIRED + " wants one.");
    }
    context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(MISSING, message -> say(message), String.class);
    return ConditionEvaluationResult.disabled(MISSING);
  }

  private static String say(String message) {
    System.out.println(message);
    return message;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BrowserContext.class
        && context.getTestMethod().isPresent();
  }

  @Override
  public BrowserContext resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var chromium =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Chromium.class, key -> start(), Chromium.class);
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            BrowserContext.class, key -> chromium.browser().newContext(), BrowserContext.class);
  }

  private static Chromium start() {
    Path executable = Chromium.find().orElseThrow();
    return Chromium.start(executable);
  }
}
