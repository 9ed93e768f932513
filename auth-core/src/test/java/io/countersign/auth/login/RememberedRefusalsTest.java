package io.countersign.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.core.TestClock;
import io.countersign.auth.spi.InMemoryLoginLimiter;
import io.countersign.auth.spi.LoginLimiter.Limit;
import io.countersign.auth.spi.LoginLimiter.Refusal;
import io.countersign.auth.spi.LoginLimiter.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedRefusalsTest {

  private static final Duration WAIT = InMemoryLoginLimiter.WAIT;
  private static final List<Limit> ANNA = List.of(new Limit("anna", 1));
  private static final List<Limit> BERT = List.of(new Limit("bert", 1), new Limit("anna", 1));

  private final TestClock clock = new TestClock();
  private final InMemoryLoginLimiter limiter = new InMemoryLoginLimiter();
  private final RememberedRefusals remembered = new RememberedRefusals(limiter, clock);

  private void spend(List<Limit> limits) {
    assertThat(remembered.take(limits)).isEmpty();
    remembered.spend(limits);
  }

  private static Optional<Refusal> refusal(Duration wait) {
    return Optional.of(new Refusal("anna", false, wait));
  }

  @Test
  void take_usedUp_asksOnceAndTellsWhatIsLeftOfTheWait() {
    spend(ANNA);
    assertThat(remembered.take(ANNA)).isEqualTo(refusal(WAIT));
    int asked = limiter.asked();
    clock.advance(Duration.ofSeconds(30));
    assertThat(remembered.take(ANNA)).isEqualTo(refusal(WAIT.minusSeconds(30)));
    assertThat(remembered.take(BERT)).isEqualTo(refusal(WAIT.minusSeconds(30)));
    assertThat(limiter.asked()).isEqualTo(asked);
    assertThat(limiter.taken("bert")).isZero();
  }

  @Test
  void takeEach_secondGroupUsedUp_asksForTheFirstAlone() {
    spend(ANNA);
    assertThat(remembered.take(ANNA)).isEqualTo(refusal(WAIT));
    List<Limit> place = List.of(new Limit("place", 1));
    assertThat(remembered.takeEach(List.of(place, BERT))).isEqualTo(new Taken(1, refusal(WAIT)));
    assertThat(limiter.taken("place")).isEqualTo(1);
    assertThat(limiter.taken("bert")).isZero();
    assertThat(remembered.takeEach(List.of(place, BERT)).refusal())
        .map(Refusal::key)
        .contains("place");
  }

  @Test
  void take_afterTheWait_asksAgain() {
    spend(ANNA);
    remembered.take(ANNA);
    int asked = limiter.asked();
    clock.advance(WAIT);
    limiter.giveBack(ANNA); // as time does
    assertThat(remembered.take(ANNA)).isEmpty();
    assertThat(limiter.asked()).isEqualTo(asked + 2);
  }

  @Test
  void take_othersInFlight_isNotRemembered() {
    assertThat(remembered.take(ANNA)).isEmpty();
    assertThat(remembered.take(ANNA)).map(Refusal::inFlight).contains(true);
    limiter.giveBack(ANNA); // by another node
    assertThat(remembered.take(ANNA)).isEmpty();
  }

  @Test
  void giveBack_forgetsTheRefusal() {
    spend(ANNA);
    assertThat(remembered.take(ANNA)).isEqualTo(refusal(WAIT));
    remembered.giveBack(ANNA);
    assertThat(remembered.take(ANNA)).isEmpty();
  }
}
