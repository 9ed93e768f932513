package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.TestTokens.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.TestTokens;
import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.Severity;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids are no cards and no passports; a fact about an address is no address. */
class PersonalNamesTest {

  private static final TokenScanner SCANNER = TokenScanner.builder(TestTokens.CLOCK).build();

  private static List<String> found(String token) {
    return SCANNER.scan(token).findings().stream().map(it -> it.rule().id()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "sub, '\"4539578763621486\"'",
    "jti, '\"4539578763621486\"'",
    "oid, '\"378282246310005\"'",
    "user_id, 4539578763621486",
    "userId, '\"5500000000000004\"'",
    "customer.id, '\"4539578763621486\"'",
    "https://shop.example/account_id, '\"4539578763621486\"'",
    "client_id, '\"078-05-1120\"'",
    "order_ids, '[\"4539578763621486\"]'",
    "passport_strategy, '\"google\"'",
    "passport, '\"google\"'",
    "passport_provider, '\"oauth2\"'",
    "email_domain, '\"example.com\"'",
    "email_domains, '[\"example.com\"]'",
    "mail_enabled, '\"yes\"'",
    "email_count, 3",
    "mobile, '\"ios\"'",
    "mobile_app_version, '\"12.4.1\"'",
    "phone_country, '\"DE\"'",
    "card_type, '\"visa\"'",
    "pan, '\"europe\"'",
    "ip_address, '\"192.0.2.7\"'",
    "email, '\"\"'"
  })
  void scan_idsAndWhatTellsAboutData_areNoPersonalData(String claim, String json) {
    assertThat(found(rs256().claim(claim, json).token())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "payment, 4539578763621486, CS-PII-CARD",
    "card_number, 4539 5787 6362 1486, CS-PII-CARD",
    "creditCardId, 4539578763621486, CS-PII-CARD",
    "cvv, 123, CS-PII-CARD",
    "passport_number, C01X00T47, CS-PII-NATIONAL-ID",
    "passport, C01X00T47, CS-PII-NATIONAL-ID",
    "taxId, 12/345/67890, CS-PII-NATIONAL-ID",
    "note, 078-05-1120, CS-PII-NATIONAL-ID",
    "manager_email, boss@shop.example, CS-PII-EMAIL",
    "sub, anna@shop.example, CS-PII-EMAIL",
    "___, anna@shop.example, CS-PII-EMAIL",
    "mobile, 0171 2345678, CS-PII-PHONE",
    "address, 1 High Street, CS-PII-PROFILE"
  })
  void scan_personalData_isFound(String claim, String value, String rule) {
    assertThat(found(rs256().text(claim, value).token())).containsExactly(rule);
  }

  /** Most issuers name their users so; it is told, but it is no alarm. */
  @ParameterizedTest
  @CsvSource({
    "upn, anna@shop.example",
    "email, anna@shop.example",
    "emails, anna@shop.example",
    "_email, anna@shop.example",
    "user_email, anna@shop.example",
    "unique_name, anna@shop.example",
    "preferred_username, anna@shop.example",
    "https://shop.example/email, anna@shop.example",
    "phone_number, +49 30 1234567"
  })
  void scan_addressThatNamesTheUser_isLow(String claim, String value) {
    ScanReport report = SCANNER.scan(rs256().text(claim, value).token());
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("CS-PII-LOGIN");
              assertThat(finding.severity()).isEqualTo(Severity.LOW);
              assertThat(finding.evidence()).doesNotContain("anna", "1234567");
            });
  }
}
