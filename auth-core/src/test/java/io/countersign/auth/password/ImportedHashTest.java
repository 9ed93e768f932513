package io.countersign.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.password.PasswordHasher.Match;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hashes that other implementations made. Those of Argon2 are of the reference implementation, by
 * python3-argon2 21.1.0. Those of bcrypt are of OpenBSD's code, by python3-bcrypt 3.2.2. Those of
 * scrypt and PBKDF2 are of OpenSSL, by hashlib of Python 3.11, and of python3-passlib 1.7.4, whose
 * numbers have no name before them.
 */
class ImportedHashTest {

  private static final String PASSWORD = "violet kettle drums";
  private static final String SALT = "c29tZXNhbHRzb21lc2FsdA";

  /** 71 of the 72 octets that bcrypt looks at. */
  private static final String SEVENTY_ONE = "0123456789".repeat(7) + "a";

  private final PasswordHasher hasher = new PasswordHasher(new SecureRandom(), HashingCost.DEFAULT);

  private static ImportedHash accepted(String hash) {
    return ImportedHash.accept(hash, IllegalArgumentException::new);
  }

  private Match match(String password, String hash) {
    return hasher.match(password, hasher.hash(accepted(hash)));
  }

  private static void refused(String hash, String problem) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .as(hash)
        .isThrownBy(() -> accepted(hash))
        .withMessage(problem)
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$v=19$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$ukgv/PrzhcTPsmcpy2T27Yq6ombekg9WaDelf11SISA",
        "$argon2id$v=16$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$O6ZRLZP/h4C44nYwTLG7ud2/0dOF0O83rvG2FmlKNek",
        "$argon2id$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$O6ZRLZP/h4C44nYwTLG7ud2/0dOF0O83rvG2FmlKNek",
        "$argon2i$v=19$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$iEc8nDbcnGaaTg+z+gr5+pUyr9pIRVhsHC6sRqZ9ev8",
        "$argon2i$v=16$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$NlyEjzFb9V8SA2GeWxtdQdsdhnDEuojoIIV0CXwS5qQ",
        "$argon2d$v=19$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$MAqE5h39tQpfEQ3I5RNS9uj/JsVvvaktjAWc1sSce5M",
        "$argon2d$v=16$m=4096,t=3,p=2$c29tZXNhbHRzb21lc2FsdA$QWt6sz4JbCUFRhW2em+0MOqLm8ruHb5AhdStJ7lAYh8",
        "$2a$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6",
        "$2b$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6",
        "$2y$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6",
        "$scrypt$ln=14,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$DN2lXNmUbDDTyYkF/P0vCJByDfRQP2QpFd5uyzhnf9w",
        "$scrypt$ln=13,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$TtlRjzOWJx4i20FPO4YZvXadMeFORJVSTjo+4NUIrKA",
        "$pbkdf2$10000$c29tZXNhbHRzb21lc2FsdP/..w$bC1Mj01MLPIOcxmd23nKixtkHbI",
        "$pbkdf2-sha256$10000$c29tZXNhbHRzb21lc2FsdP/..w$SKp7jB8WgsP.1Qpvwg9omjkAFuiqet6/2HNUiYgkYi4",
        "$pbkdf2-sha512$10000$c29tZXNhbHRzb21lc2FsdP/..w$GNhTG/p2qDI8GG8qsH.TcRoj6JQy.xHbJWtGz367EntZpGYjec1zZhHDV3hQAGxtFGycyh7Qtam9DRggq2IpHg",
        "$pbkdf2-sha1$i=10000$c29tZXNhbHRzb21lc2FsdA$Uv3hexIAA+Vm+T/Z1w34Umttwepbs/XXtwqiIWxFpLgV5Cf/SpOBLLgDKB/0j0yx6E8v5UonkreLs6BQEQdGVg",
        "$pbkdf2-sha1$i=10000,l=16$c29tZXNhbHRzb21lc2FsdA$Uv3hexIAA+Vm+T/Z1w34Ug",
        "$pbkdf2-sha256$i=10000$c29tZXNhbHRzb21lc2FsdA$+xtcuaku8JuTvhcIu6cKgNdgXcf6BQx4tg+ATdqgLuxEtgu0nCQryNCPfGEhUvTFcJqaPGyqus0CGNl1LikLOA",
        "$pbkdf2-sha256$i=10000,l=16$c29tZXNhbHRzb21lc2FsdA==$+xtcuaku8JuTvhcIu6cKgA==",
        "$pbkdf2-sha512$i=10000$c29tZXNhbHRzb21lc2FsdA$62mxTGjWYDy/JaF6nSYenGtkpN3N2P8SIJ7m63Z/jaEJlDPe5E6e/BfmPDelYZtll2WhiFLg0ljnvpPFNnT6+g"
      })
  void match_hashOfAnotherImplementation_onlyItsPassword(String hash) {
    assertThat(match(PASSWORD, hash)).isEqualTo(Match.PREPARED);
    assertThat(match(PASSWORD + "!", hash)).isEqualTo(Match.NONE);
    assertThat(hasher.isOutdated(hasher.hash(accepted(hash)))).isTrue();
    // What is stored is read as itself again.
    assertThat(accepted(hasher.hash(accepted(hash))).text()).isEqualTo(accepted(hash).text());
    assertThat(accepted(hash)).hasToString("ImportedHash[]");
    assertThat(StoredHash.parse(hash).orElseThrow().toString())
        .doesNotContain(hash.substring(hash.length() - 16, hash.length() - 8));
  }

  /** RFC 7914 §12, without the examples whose cost is out of bounds. */
  @Test
  void scrypt_exampleOfItsRfc_isMatched() {
    ScryptHash hash =
        ScryptHash.parse(
                "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdof"
                    + "LVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw")
            .orElseThrow();
    assertThat(hash.isOf("pleaseletmein", new Argon2(HashingCost.DEFAULT))).isTrue();
  }

  /** RFC 6070, the example of 4096 iterations, which are too few to be imported. */
  @Test
  void pbkdf2_exampleOfItsRfc_isMatched() {
    Pbkdf2Hash hash =
        Pbkdf2Hash.parse("$pbkdf2-sha1$i=4096$c2FsdA$SwB5AbdlSJq+rUnZJvch0GWkKcE").orElseThrow();
    assertThat(hash.isOf("password", new Argon2(HashingCost.DEFAULT))).isTrue();
  }

  @Test
  void match_ofKeycloak_onlyItsPassword() {
    String secret =
        "{\\\"value\\\":\\\"%s\\\",\\\"salt\\\":\\\""
            + SALT
            + "==\\\",\\\"additionalParameters\\\":{}}";
    String data =
        "{\\\"hashIterations\\\":27500,\\\"algorithm\\\":\\\"%s\\\",\\\"additionalParameters\\\":{}}";
    for (List<String> made :
        List.of(
            List.of(
                "pbkdf2",
                "BObuW0Xux213AT4ZE9NpHabUP/peN2TMkSxitJ9nhCko9BfqJB27yaR1e/wwB/PHCkXGTXDqMs1/jJyL69quGg=="),
            List.of(
                "pbkdf2-sha256",
                "YTFnhSQajedXUAT7gNOD6U19DJ4phojr14wFgqgGHy0byQlNTnl04kMx41DraOyRyWeP82BDFjxseCBwAyhLxg=="),
            List.of(
                "pbkdf2-sha512",
                "PPSHlRdIch9Sy17G5TE/OKxEfKutWdR3S+aN6RklXUY+y+IgAtSx8kjIU1EMInfSIbm24DN+xlGXMhkbCCu59w=="))) {
      String credential =
          "{\"id\":\"x\",\"type\":\"password\",\"createdDate\":1,\"secretData\":\"%s\",\"credentialData\":\"%s\"}"
              .formatted(secret.formatted(made.get(1)), data.formatted(made.get(0)));
      assertThat(match(PASSWORD, credential)).as(credential).isEqualTo(Match.PREPARED);
      assertThat(match("another one", credential)).isEqualTo(Match.NONE);
    }
  }

  private static final String KEYCLOAK_ARGON2 =
      """
      {"secretData":"{\\"value\\":\\"zF9wptxz5ryo1J6qrijbTrw7fuPvXzahHINKFFouUPw=\\",\\"salt\\":\\"c29tZXNhbHRzb21lc2FsdA==\\",\\"additionalParameters\\":{}}",
       "credentialData":"{\\"hashIterations\\":5,\\"algorithm\\":\\"argon2\\",\\"additionalParameters\\":{\\"hashLength\\":[\\"32\\"],\\"memory\\":[\\"7168\\"],\\"type\\":[\\"id\\"],\\"version\\":[\\"1.3\\"],\\"parallelism\\":[\\"1\\"]}}"}""";

  @Test
  void match_argon2OfKeycloak_onlyItsPassword() {
    assertThat(match(PASSWORD, KEYCLOAK_ARGON2)).isEqualTo(Match.PREPARED);
    assertThat(match("another one", KEYCLOAK_ARGON2)).isEqualTo(Match.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "argon2, scrypt",
    "1.3, 1.4",
    "[\\\"7168\\\"], 7168",
    "[\\\"7168\\\"], []",
    "hashIterations, iterations",
    "5, 5.0",
    "secretData, secret",
    "\\\"value\\\", \\\"other\\\"",
    "\"credentialData\", \"credentialData\":1,\"x\""
  })
  void accept_otherCredential_isRefused(String from, String to) {
    assertThat(KEYCLOAK_ARGON2).contains(from);
    refused(KEYCLOAK_ARGON2.replace(from, to), "is a hash of no form that can be imported");
  }

  /** It goes on being compared as the other system did, and is not replaced by a typing error. */
  @Test
  void bcrypt_looksAt72Octets_andSaysSo() {
    String hash = "$2b$10$abcdefghijklmnopqrstuuFDtQhQzvgcjDZEtaF9g2Qalio.A3kyy";
    assertThat(match(SEVENTY_ONE + "b", hash)).isEqualTo(Match.PREPARED);
    assertThat(match(SEVENTY_ONE + "bc", hash)).isEqualTo(Match.BEGINNING);
    assertThat(match(SEVENTY_ONE, hash)).isEqualTo(Match.NONE);
    assertThat(match(SEVENTY_ONE + "c", hash)).isEqualTo(Match.NONE);
    String shorter = "$2b$10$abcdefghijklmnopqrstuuelxn3BVGxYNiFO.iF8zHK87LY8tU5FG";
    assertThat(match(SEVENTY_ONE, shorter)).isEqualTo(Match.PREPARED);
    assertThat(match(SEVENTY_ONE + "b", shorter)).isEqualTo(Match.NONE);
  }

  @Test
  void bcrypt_octetsAreThoseOfUtf8() {
    String hash = "$2b$10$abcdefghijklmnopqrstuu8O9YkBJDS7z/8XVLUKVsGr8rFWWT3Um";
    assertThat(match("viol\u00e9t k\u00e4ttle drums", hash)).isEqualTo(Match.PREPARED);
    assertThat(match("viole\u0301t k\u00e4ttle drums", hash)).isEqualTo(Match.PREPARED);
    assertThat(match("violet kattle drums", hash)).isEqualTo(Match.NONE);
  }

  /** To bcrypt it is the same password once more, to HMAC the same without its end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2b$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6",
        "$scrypt$ln=14,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$DN2lXNmUbDDTyYkF/P0vCJByDfRQP2QpFd5uyzhnf9w",
        "$pbkdf2-sha256$i=10000,l=16$c29tZXNhbHRzb21lc2FsdA$+xtcuaku8JuTvhcIu6cKgA"
      })
  void match_passwordWithNul_isAnother(String hash) {
    for (String end : List.of("\0", "\0\0", "\0x", "\0" + PASSWORD)) {
      assertThat(match(PASSWORD + end, hash)).isEqualTo(Match.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$argon2id$v=19$m=4095,t=100,p=1$SALT$HASH | must have KiB of memory from 4096 to 131072",
        "$argon2id$v=19$m=131073,t=1,p=1$SALT$HASH | must have KiB of memory from 4096 to 131072",
        "$argon2id$v=19$m=4096,t=2,p=1$SALT$HASH | must have KiB of memory, times its iterations, from 12288 to 524288",
        "$argon2id$v=19$m=65536,t=9,p=1$SALT$HASH | must have KiB of memory, times its iterations, from 12288 to 524288",
        "$argon2id$v=19$m=9999999,t=999,p=1$SALT$HASH | must have KiB of memory from 4096 to 131072",
        "$argon2id$v=19$m=65536,t=3,p=0$SALT$HASH | must have lanes from 1 to 16",
        "$argon2id$v=19$m=65536,t=3,p=17$SALT$HASH | must have lanes from 1 to 16",
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbA$HASH | must have octets of salt from 8 to 64",
        "$argon2id$v=19$m=65536,t=3,p=4$SALTSALTSALTSALTSALT$HASH | must have octets of salt from 8 to 64",
        "$argon2id$v=19$m=65536,t=3,p=4$SALT$c29tZXNhbHRzb21lc2Fs | must have octets of hash from 16 to 128",
        "$argon2id$v=19$m=65536,t=3,p=4$SALT$HASHHASHHASHHASHHASH | must have octets of hash from 16 to 128",
        "$2b$09$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6 | must have a bcrypt cost from 10 to 14",
        "$2b$15$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6 | must have a bcrypt cost from 10 to 14",
        "$2b$99$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6 | must have a bcrypt cost from 10 to 14",
        "$scrypt$ln=13,r=8,p=1$SALT$HASH | must have KiB of memory, times p, from 16384 to 262144",
        "$scrypt$ln=14,r=8,p=17$SALT$HASH | must have KiB of memory, times p, from 16384 to 262144",
        "$scrypt$ln=12,r=8,p=8$SALT$HASH | must have KiB of memory, which is 128 times N times r, from 8192 to 131072",
        "$scrypt$ln=18,r=8,p=1$SALT$HASH | must have KiB of memory, which is 128 times N times r, from 8192 to 131072",
        "$scrypt$ln=99,r=32,p=999$SALT$HASH | must have KiB of memory, which is 128 times N times r, from 8192 to 131072",
        "$scrypt$ln=17,r=7,p=1$SALT$HASH | must have a block size r from 8 to 32",
        "$scrypt$ln=12,r=33,p=1$SALT$HASH | must have a block size r from 8 to 32",
        "$scrypt$ln=14,r=8,p=0$SALT$HASH | must have KiB of memory, times p, from 16384 to 262144",
        "$pbkdf2-sha256$i=9999$SALT$HASH | must have iterations from 10000 to 2000000",
        "$pbkdf2-sha512$i=2000001$SALT$HASH | must have iterations from 10000 to 2000000",
        "$pbkdf2-sha512$99999999$SALT$HASH | must have iterations from 10000 to 2000000",
        "$pbkdf2-sha256$i=10000$c2FsdHNhbA$HASH | must have octets of salt from 8 to 64",
        "$pbkdf2-sha256$i=10000$SALT$c29tZXNhbHRzb21lc2Fs | must have octets of hash from 16 to 128"
      })
  void accept_outOfBounds_isRefusedByItsProperty(String hash, String problem) {
    refused(hash.replace("SALT", SALT).replace("HASH", SALT + SALT + "YWJj"), problem);
  }

  @ParameterizedTest
  @CsvSource({
    "'$argon2id$v=19$m=4096,t=3,p=1$SALT$HASH'",
    "'$argon2id$v=19$m=131072,t=4,p=16$SALT$HASH'",
    "'$2b$14$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6'",
    "'$scrypt$ln=17,r=8,p=2$SALT$HASH'",
    "'$scrypt$ln=13,r=8,p=2$SALT$HASH'",
    "'$pbkdf2-sha512$i=2000000$SALT$HASH'"
  })
  void accept_atABound_isKept(String hash) {
    assertThat(accepted(hash.replace("SALT", SALT).replace("HASH", SALT + "YWJj"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "violet kettle drums",
        "$",
        "{}",
        "{\"secretData\":\"{}\",\"credentialData\":\"{}\"}",
        "{\"secretData\":{},\"credentialData\":{}}",
        "{SSHA}c29tZXNhbHRzb21lc2FsdA==",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
        "$6$rounds=656000$saltsalt$hash",
        "$2x$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6",
        "$2$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6",
        "$2b$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN",
        "$2b$10$abcdefghijklmnopqrstuuk1n1fh7q97/oSGbAnWpbUf.WGERZwN6\n",
        "$argon2ix$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA",
        "$argon2id$v=18$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA",
        "$argon2id$v=19$m=65536,t=3,p=4,keyid=x$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA",
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2Fsd",
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA",
        "$pbkdf2-sha384$i=10000$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA",
        "$pbkdf2-md5$i=10000$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA"
      })
  void accept_anythingElse_isRefused(String text) {
    refused(text, "is a hash of no form that can be imported");
  }

  @Test
  void mostKib_ofASmallHeap_leavesRoomForAllElse() {
    assertThat(StoredHash.Bound.mostKib(256L << 20)).isBetween(64L * 1024, 80L * 1024);
    assertThat(StoredHash.Bound.mostKib(8L << 30)).isEqualTo(128 * 1024);
  }
}
