package io.countersign.auth.scan.live;

import io.countersign.auth.InvalidClaimsException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.scan.live.TestService.Reply;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a service that is otherwise right.
 *
 * @param name for people
 * @param issuer whose tokens it accepts
 * @param door what it answers to a token that its verifier refuses, null for what it should
 * @param found the rules that the scan is to find, no more and no less
 */
record Flaw(
    String name,
    TestIssuer issuer,
    BiFunction<String, RefusedException, @Nullable Reply> door,
    Set<String> found) {

  /** Accepts what fulfils this. */
  static Flaw of(String name, TestIssuer issuer, Lax lax, String... found) {
    return new Flaw(
        name,
        issuer,
        (token, refusal) -> lax.accepts(token, refusal) ? TestService.OK : null,
        Set.of(found));
  }

  /** Accepts RS256 tokens of which the verifier dislikes only this claim. */
  static Flaw claim(String name, Set<String> claims, String... found) {
    return of(
        name,
        TestIssuer.RS256,
        (token, refusal) ->
            refusal instanceof InvalidClaimsException it && claims.contains(it.claim()),
        found);
  }

  /** What a careless service accepts. */
  @FunctionalInterface
  interface Lax {
    boolean accepts(String token, RefusedException refusal);
  }

  @Override
  public String toString() {
    return name;
  }
}
