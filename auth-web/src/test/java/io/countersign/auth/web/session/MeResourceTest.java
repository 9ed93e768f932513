package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.TokenVerifier;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.guard.BearerContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeResourceTest {

  /** Takes any claims. */
  private static final class AnyClaims extends TokenVerifier {
    private final Map<String, @Nullable Object> claims;

    AnyClaims(Map<String, @Nullable Object> claims) {
      this.claims = claims;
    }

    @Override
    public VerifiedToken verify(String compactToken) {
      return verified(compactToken, claims);
    }
  }

  @Test
  void claims_withNulls_areAnsweredWithTheNullsInsideOfThem() {
    Map<String, @Nullable Object> member = new LinkedHashMap<>();
    member.put("id", null);
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("sub", "anna");
    claims.put("tenant", null);
    claims.put("list", Arrays.asList(1L, null, member));

    VerifiedToken token = new AnyClaims(claims).verify("token");

    assertThat(new MeResource().claims(new BearerContext(token, true)))
        .isEqualTo("{\"list\":[1,null,{\"id\":null}],\"sub\":\"anna\"}");
  }
}
