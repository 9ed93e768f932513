package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.TestTokens.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenScanner;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that tell about a secret name no secret; secrets are found beside anything. */
class SecretNamesTest {

  private static final TokenScanner SCANNER = TokenScanner.builder(TestTokens.CLOCK).build();

  private static List<String> found(String token) {
    return SCANNER.scan(token).findings().stream().map(it -> it.rule().id()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "pwd_exp, '\"1209600\"'",
    "pwd_url, '\"https://portal.microsoftonline.com/ChangePassword.aspx\"'",
    "pwdLastSet, '\"133795872000000000\"'",
    "badPwdCount, '\"3\"'",
    "badPasswordTime, '\"133795872000000000\"'",
    "has_password, '\"yes\"'",
    "is_password_set, '\"Y\"'",
    "mustChangePassword, '\"tomorrow\"'",
    "lastPasswordChange, '\"yesterday evening\"'",
    "password_expires_in, '\"14 days\"'",
    "password_changed_at, '\"2026-01-01\"'",
    "password_policy, '\"corporate-2026\"'",
    "passwordPolicies, '\"DisablePasswordExpiration\"'",
    "secret_id, '\"0190a5b0-0000-7000-8000-000000000002\"'",
    "secret_name, '\"projects/shop/secrets/db\"'",
    "client_secret_expires_at, '\"1767269700\"'",
    "api_key_id, '\"AKX-17\"'",
    "api_key_ids, '[\"k1\",\"k2\"]'",
    "credential_type, '\"urn:fido:passkey\"'",
    "credentials_method, '\"webauthn\"'",
    "credential_configuration_id, '\"eu.europa.ec.eudi.pid_vc_sd_jwt\"'",
    "credential_configuration_ids, '[\"UniversityDegree_JWT\"]'",
    "credential_identifiers, '[\"CivilEngineeringDegree-2023\"]'",
    "credential_issuer, '\"https://issuer.example\"'",
    "secret_arn, '\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db\"'",
    "https://shop.example/claims/password_reset_url, '\"https://shop.example/reset\"'"
  })
  void scan_nameThatSaysWhenWhetherWhichOrWhere_isNoSecret(String claim, String json) {
    assertThat(found(rs256().claim(claim, json).token())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "password, true",
    "password, 1767269700",
    "password, '\"2026-01-01T12:00:00Z\"'",
    "password, '\"2026-01-01\"'",
    "password, '\"https://login.example/password\"'",
    "password, '\"enabled\"'",
    "pwd, '\"required\"'",
    "secret, '\"none\"'",
    "credential, '\"webauthn\"'",
    "credentials, '[\"password\",\"otp\"]'",
    "client_secret, '\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop\"'",
    "api_key, '\"***\"'"
  })
  void scan_valueThatLooksLikeNone_isNoSecret(String claim, String json) {
    assertThat(found(rs256().claim(claim, json).token())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "password, hunter2",
    "password, monkey",
    "password, 12345678",
    "userPassword, violet kettle",
    "pwd, Tr0ub4dor&3",
    "client_secret, 5Zk8Q~3mVxT0b.c1Yw9LrPq2nHs7uJdE",
    "client_secret, 0190a5b0-0000-7000-8000-000000000002",
    "apiKey, 9f86d081884c7d659a2feaa0c55ad015",
    "passwordHash, $2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    "db_credentials, shop:8f3kq0",
    "private_key, MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
    "secret, https://anna:violet@db.example/",
    "smtp_passwd, x7!kq2"
  })
  void scan_secret_isFound(String claim, String value) {
    assertThat(found(rs256().text(claim, value).token())).containsExactly("CS-SECRET-PASSWORD");
  }

  @Test
  void scan_keysUnderNamesThatTellAboutThem_areFoundByTheirForm() {
    assertThat(found(rs256().text("secret_id", "AKIAIOSFODNN7EXAMPLE").token()))
        .containsExactly("CS-SECRET-KEY");
    assertThat(found(rs256().text("api_key_type", "-----BEGIN PRIVATE KEY-----").token()))
        .containsExactly("CS-SECRET-KEY");
  }
}
