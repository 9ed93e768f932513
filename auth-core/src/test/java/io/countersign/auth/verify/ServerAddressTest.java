package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com/auth",
        "HTTP://192.0.2.1/auth",
        "http://localhost.example.com/auth",
        "http://127.0.0.1.example.com/auth",
        "http://127.example.com/auth",
        "http://[2001:db8::1]/auth"
      })
  void of_plainHttpToAnotherMachine_isRefusedUnlessAskedFor(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.of(address, false))
        .withMessageContaining("plain http");
    assertThat(ServerAddress.of(address, true).resolve("/x")).hasToString(address + "/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example.com/auth",
        "http://localhost:8080/auth",
        "http://LOCALHOST/auth",
        "http://127.8.9.10/auth",
        "http://[::1]:8080/auth"
      })
  void of_httpsOrThisMachine_isTaken(String address) {
    ServerAddress taken = ServerAddress.of(address + "//", false);
    assertThat(taken.resolve("/x")).hasToString(address + "/x");
    assertThat(taken).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource({
    "login.example.com/auth, is not an address such as",
    "ftp://localhost/auth, is not an address such as",
    "https:///auth, is not an address such as",
    "https://a b/auth, is not an address",
    "https://user:secret@localhost/auth, must have neither",
    "https://localhost/auth?x=1, must have neither",
    "https://localhost/auth#x, must have neither"
  })
  void of_otherAddress_isRefused(String address, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.of(address, true))
        .withMessageStartingWith(problem);
  }
}
