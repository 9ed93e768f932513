package io.countersign.auth.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Marks tests that hold on every server alike. Each of them runs against WildFly, Payara Server and
 * Open Liberty with the same EAR, and against Payara Micro 6 (and 7, if there is a Java for it)
 * with the same application as a WAR.
 */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(EveryServers.class)
@ExtendWith(TestCount.class)
@Execution(ExecutionMode.SAME_THREAD)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface EveryServer {}
