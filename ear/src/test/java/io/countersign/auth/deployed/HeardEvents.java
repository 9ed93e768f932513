package io.countersign.auth.deployed;

import io.countersign.auth.SecurityEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What another application of the EAR hears of Countersign, as its developers would write it. */
@ApplicationScoped
public class HeardEvents {

  private final List<SecurityEvent> heard = new CopyOnWriteArrayList<>();

  /** Is told of every event. */
  void hear(@Observes SecurityEvent event) {
    heard.add(event);
  }

  /** The events of a user, in the order in which they were told. */
  List<SecurityEvent> ofUser(UUID user) {
    return heard.stream().filter(event -> event.userId().filter(user::equals).isPresent()).toList();
  }
}
