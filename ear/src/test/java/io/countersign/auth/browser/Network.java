package io.countersign.auth.browser;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** What is between browser and server: it loses, holds up and refuses what a test says. */
final class Network {

  /** How a request goes. */
  private interface Fate {
    void befall(HttpExchange exchange, Backend backend) throws IOException;
  }

  /** Answers requests. */
  interface Backend {
    Reply answer(Call call) throws IOException;
  }

  /** A request that waits on its way. */
  static final class Held {
    private final CountDownLatch isHere = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    /** Waits until the request is here. */
    void await() throws InterruptedException {
      isHere.await();
    }

    /** Lets it go on. */
    void release() {
      goesOn.countDown();
    }

    private void hold() throws IOException {
      isHere.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();

  /** Lets the next requests fail before they reach the server. */
  void dropRequests(int count) {
    add(count, (exchange, backend) -> exchange.close());
  }

  /** Lets the next requests reach the server, and loses its answers. */
  void loseAnswers(int count) {
    add(
        count,
        (exchange, backend) -> {
          backend.answer(Call.read(exchange));
          exchange.close();
        });
  }

  /** Answers the next requests in the server's place. */
  void answer(int count, Reply reply) {
    add(count, (exchange, backend) -> reply.send(exchange));
  }

  /** Changes the next answer. */
  void change(UnaryOperator<Reply> change) {
    add(1, (exchange, backend) -> change.apply(backend.answer(Call.read(exchange))).send(exchange));
  }

  /** Lets the next request reach the server, and holds its answer up. */
  Held holdAnswer() {
    var held = new Held();
    add(
        1,
        (exchange, backend) -> {
          var reply = backend.answer(Call.read(exchange));
          held.hold();
          reply.send(exchange);
        });
    return held;
  }

  /** Whether everything that was to happen has happened. */
  boolean isQuiet() {
    return fates.isEmpty();
  }

  private void add(int count, Fate fate) {
    for (int i = 0; i < count; i++) {
      fates.add(fate);
    }
  }

  void pass(HttpExchange exchange, Backend backend) throws IOException {
    var fate = fates.poll();
    if (fate == null) {
      backend.answer(Call.read(exchange)).send(exchange);
    } else {
      fate.befall(exchange, backend);
    }
  }
}
