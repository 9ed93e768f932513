package io.countersign.auth.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Marks tests of what is the same whatever the server. They run on WildFlys with the very EAR that
 * is shipped. Their constructor is given one that is strict, and one that has a retry window.
 */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(WildFlys.class)
@ExtendWith(TestCount.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnWildFly {}
