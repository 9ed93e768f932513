package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.servlet.AsyncContext;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntranceTest {

  private static final int MANY = 50;

  private final Threads threads = new Threads();
  private final Entrance entrance = new Entrance();

  /** Where each request went on. */
  private final List<Thread> wentOnAt = new CopyOnWriteArrayList<>();

  /** A server's threads, of which it knows each. */
  private static final class Threads implements ManagedThreadFactory {
    private final List<Thread> made = new CopyOnWriteArrayList<>();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work);
      thread.setUncaughtExceptionHandler((of, failure) -> {}); // a server logs it
      made.add(thread);
      return thread;
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void open() {
    entrance.threads = threads;
    entrance.open();
  }

  @AfterEach
  void close() {
    entrance.close();
  }

  /** A request that can be dispatched, and nothing else. */
  private static AsyncContext request(Runnable dispatch) {
    return (AsyncContext)
        Proxy.newProxyInstance(
            EntranceTest.class.getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (self, method, arguments) -> {
              if (!method.getName().equals("dispatch")) {
                throw new UnsupportedOperationException(method.getName());
              }
              dispatch.run();
              return null;
            });
  }

  private void letIn(int count) throws InterruptedException {
    CountDownLatch dispatched = new CountDownLatch(count);
    AsyncContext request =
        request(
            () -> {
              wentOnAt.add(Thread.currentThread());
              dispatched.countDown();
            });
    for (int i = 0; i < count; i++) {
      entrance.letIn(request);
    }
    assertThat(dispatched.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void letIn_many_goOnOnOneThreadOfTheServers() throws InterruptedException {
    letIn(MANY);
    assertThat(threads.made).hasSize(1);
    assertThat(wentOnAt).hasSize(MANY).containsOnly(threads.made.get(0));
  }

  @Test
  void letIn_requestThatTheServerCannotContinue_holdsUpNoOther() throws InterruptedException {
    entrance.letIn(
        request(
            () -> {
              throw new IllegalStateException("it is over already");
            }));
    letIn(MANY);
    assertThat(wentOnAt).hasSize(MANY);
  }

  @Test
  void close_leavesNoThreadBehind() throws InterruptedException {
    letIn(1);
    entrance.close();
    threads.made.get(0).join(TimeUnit.MINUTES.toMillis(1));
    assertThat(threads.made.get(0).isAlive()).isFalse();
  }
}
