package io.countersign.auth.web.request;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.AsyncContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;

/**
 * Lets requests go on that have waited, on a thread that serves no request itself. Open Liberty
 * keeps what belongs to a request with the thread, too, and continues one with what it finds there:
 * on its own threads, with what another request has left behind.
 */
@ApplicationScoped
@NullUnmarked
class Entrance {

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private ExecutorService thread;

  @PostConstruct
  void open() {
    thread = Executors.newSingleThreadExecutor(threads);
  }

  /** Has the server continue the request, soon. */
  void letIn(AsyncContext request) {
    thread.execute(request::dispatch);
  }

  @PreDestroy
  void close() {
    thread.shutdown();
  }
}
