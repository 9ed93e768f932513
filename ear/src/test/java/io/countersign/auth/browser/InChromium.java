package io.countersign.auth.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Marks tests that run in Chromium. A test method takes a {@link
 * com.microsoft.playwright.BrowserContext}: a browser that has never been anywhere, for this test
 * alone. Playwright is for one thread at a time, so their classes run one after another.
 */
@Tag("browser")
@ExtendWith(ChromiumExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("Chromium")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface InChromium {}
