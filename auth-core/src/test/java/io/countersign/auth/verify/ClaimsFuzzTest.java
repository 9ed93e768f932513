package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Any octets as claims that are signed: refused, or a token whose every claim can be read. */
class ClaimsFuzzTest {

  /** Verifies what comes after the signature. */
  private static final class ClaimsVerifier extends TokenVerifier {

    private final ClaimRules rules = new ClaimRules(Fixture.ACCESS, new TestClock());

    @Override
    public VerifiedToken verify(String payload) {
      return verify(payload.getBytes(StandardCharsets.UTF_8));
    }

    VerifiedToken verify(byte[] payload) {
      try {
        Map<String, Object> claims = StrictJson.object(payload);
        rules.check(claims);
        return verified("token", claims);
      } catch (NotStrictJsonException e) {
        throw new MalformedTokenException("its payload is not a strict JSON object");
      }
    }
  }

  private static final ClaimsVerifier VERIFIER = new ClaimsVerifier();

  @FuzzTest(maxDuration = "10m")
  void check(byte[] payload) {
    VerifiedToken token;
    try {
      token = VERIFIER.verify(payload);
    } catch (RefusedException e) {
      return;
    }
    assertThat(token.getIssuer()).isEqualTo("https://auth.example");
    assertThat(token.getAudience()).contains("shop");
    assertThat(token.getExpirationTime())
        .isGreaterThanOrEqualTo(TestClock.START.getEpochSecond() - 30);
    assertThat(token.getIssuedAtTime()).isLessThanOrEqualTo(TestClock.START.getEpochSecond() + 30);
    assertThat(token.getSubject()).isNotBlank();
    assertThat(token.getTokenID()).isNotBlank();
    assertThat(token.getName()).isNotBlank();
    assertThat(token.getGroups()).doesNotContainNull();
    assertThat(token.getSessionId()).isNotNull();
    assertThat(token.getEpoch()).isNotNegative();
    assertThat(token.getClaimNames())
        .allSatisfy(name -> assertThat(claim(token, name)).isNotNull());
  }

  private static Object claim(VerifiedToken token, String name) {
    return token.<Object>claim(name).orElseThrow();
  }
}
