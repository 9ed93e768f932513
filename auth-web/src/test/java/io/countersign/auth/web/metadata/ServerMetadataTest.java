package io.countersign.auth.web.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMetadataTest {

  private static JsonObject of(String issuer) {
    try (JsonReader reader =
        Json.createReader(new StringReader(ServerMetadata.of(issuer).orElseThrow()))) {
      return reader.readObject();
    }
  }

  @Test
  void of_issuer_saysWhatIsTrueAndNothingElse() {
    assertThat(ServerMetadata.of("https://login.example.com/auth"))
        .contains(
            "{\"issuer\":\"https://login.example.com/auth\","
                + "\"jwks_uri\":\"https://login.example.com/auth/.well-known/jwks.json\","
                + "\"introspection_endpoint\":\"https://login.example.com/auth/introspect\","
                + "\"introspection_endpoint_auth_methods_supported\":"
                + "[\"client_secret_basic\",\"Bearer\"],"
                + "\"revocation_endpoint\":\"https://login.example.com/auth/revoke\","
                + "\"revocation_endpoint_auth_methods_supported\":[\"client_secret_basic\"],"
                + "\"response_types_supported\":[],"
                + "\"grant_types_supported\":[],"
                + "\"subject_types_supported\":[\"public\"]}");
  }

  /** The issuer is told as tokens have it, since clients compare it octet for octet. */
  @ParameterizedTest
  @CsvSource({
    "https://login.example.com/sso/auth, https://login.example.com/sso/auth",
    "https://login.example.com, https://login.example.com/auth",
    "https://Login.example.com:443/sso/, https://login.example.com/sso",
    "http://localhost:8080/auth, http://localhost:8080/auth"
  })
  void of_issuerElsewhere_addressesAreBelowIt(String issuer, String address) {
    JsonObject metadata = of(issuer);
    assertThat(metadata.getString("issuer")).isEqualTo(issuer);
    assertThat(metadata.getString("jwks_uri")).isEqualTo(address + "/.well-known/jwks.json");
    assertThat(metadata.getString("introspection_endpoint")).isEqualTo(address + "/introspect");
    assertThat(metadata.getString("revocation_endpoint")).isEqualTo(address + "/revoke");
  }

  @ParameterizedTest
  @ValueSource(strings = {"countersign", "urn:example:auth", "ftp://login.example.com/auth"})
  void of_issuerThatIsNoUrl_isNone(String issuer) {
    assertThat(ServerMetadata.of(issuer)).isEmpty();
  }
}
