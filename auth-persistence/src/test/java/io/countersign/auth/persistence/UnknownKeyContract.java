package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of {@code signing_key} that a newer version wrote costs nothing but itself. */
abstract class UnknownKeyContract {

  private static final SecretBytes OCTETS = SecretBytes.of(new byte[] {1, 2, 3});
  private static final StoredSigningKey KEY =
      new StoredSigningKey(
          "known",
          SigningAlgorithm.ES256,
          KeyState.RETIRED,
          OCTETS,
          Optional.empty(),
          Instant.EPOCH,
          Instant.EPOCH,
          Optional.of(Instant.EPOCH));

  abstract JpaUnit unit();

  abstract DataSource database();

  private SigningKeyStore store() {
    return unit().transactional(SigningKeyStore.class, JpaUnit::keyStore);
  }

  /** As a migration of that version would. */
  @BeforeEach
  void widen() {
    execute("truncate signing_key");
    execute("alter table signing_key rename to signing_key_of_this_version");
    execute(
        "create table signing_key as select * from signing_key_of_this_version; "
            + "alter table signing_key add primary key (kid)");
  }

  @AfterEach
  void narrow() {
    execute("drop table signing_key");
    execute("alter table signing_key_of_this_version rename to signing_key");
  }

  private void execute(String sql) {
    TestDatabase.execute(database(), sql);
  }

  private void add(String algorithm, String state, boolean signs) {
    execute(
        "insert into signing_key values ('newer', '%s', '%s', '\\x01', %s, now(), now(), null)"
            .formatted(algorithm, state, signs ? "'\\x02'" : "null"));
  }

  private double untouched(String algorithm, String state) {
    return TestDatabase.number(
        database(),
        "select count(*) from signing_key where algorithm = '%s' and state = '%s'"
            .formatted(algorithm, state));
  }

  @ParameterizedTest
  @CsvSource({
    "EdDSA, ACTIVE, true",
    "RS256, STANDBY, true",
    "EdDSA, RETIRED, false",
    "RS256, ARCHIVED, false"
  })
  void keys_rowOfANewerVersion_costsThatRowOnly(String algorithm, String state, boolean signs) {
    store().change(all -> List.of(KEY), Report.nothing());
    add(algorithm, state, signs);
    assertThat(store().keys()).isEqualTo(new StoredKeys(List.of(KEY), signs));
    StoredKeys changed = store().change(all -> List.of(KEY.deleted()), Report.nothing());
    assertThat(changed).isEqualTo(new StoredKeys(List.of(KEY.deleted()), signs));
    assertThat(untouched(algorithm, state)).isEqualTo(1);
  }

  @Test
  void keys_rowOfANewerVersion_isLoggedOnce() {
    add("EdDSA", "ACTIVE", true);
    try (LogLines log = new LogLines(JpaKeyStore.class)) {
      unit()
          .withKeyStore(
              store -> {
                store.keys();
                store.keys();
              });
      assertThat(log.lines()).hasSize(1).first().asString().contains("newer (EdDSA, ACTIVE)");
    }
  }
}
