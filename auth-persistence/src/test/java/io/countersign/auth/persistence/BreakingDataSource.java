package io.countersign.auth.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a connection at its commit, or at a statement that commits by itself, when told so. The
 * caller does not learn what became of it.
 */
final class BreakingDataSource {

  /** What becomes of the commit that is not answered. */
  enum Fate {
    COMMITTED,
    ROLLED_BACK,
    /** It is committed once somebody waits for what it holds. */
    COMMITTED_LATE
  }

  private final DataSource real;
  private final DataSource breaking;
  private final AtomicReference<@Nullable Fate> next = new AtomicReference<>();
  private final AtomicReference<@Nullable Fate> nextStatement = new AtomicReference<>();
  private CompletableFuture<Void> late = CompletableFuture.completedFuture(null);

  BreakingDataSource(DataSource real) {
    this.real = real;
    this.breaking = proxy(DataSource.class, (method, arguments) -> fromPool(method, arguments));
  }

  DataSource dataSource() {
    return breaking;
  }

  /** Breaks the next commit on any connection. */
  void breakNextCommit(Fate fate) {
    next.set(fate);
  }

  /** Breaks the next statement that commits by itself, on any connection. */
  void breakNextStatement(Fate fate) {
    nextStatement.set(fate);
  }

  /** Whether what was to break has been there. */
  boolean hasBroken() {
    late.join();
    return next.get() == null && nextStatement.get() == null;
  }

  private interface Handler {
    @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader() == null
                ? BreakingDataSource.class.getClassLoader()
                : type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return handler.call(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private @Nullable Object fromPool(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    Object given = method.invoke(real, arguments);
    return given instanceof Connection connection
        ? proxy(Connection.class, new Breakable(connection)::call)
        : given;
  }

  private final class Breakable {
    private final Connection connection;
    private boolean isBroken;

    Breakable(Connection connection) {
      this.connection = connection;
    }

    @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (isBroken) {
        return whenBroken(method);
      }
      Fate fate = method.getName().equals("commit") ? next.getAndSet(null) : null;
      if (fate != null) {
        throw broken(fate);
      }
      Object made = method.invoke(connection, arguments);
      return made instanceof PreparedStatement statement
          ? proxy(PreparedStatement.class, (act, values) -> callOn(statement, act, values))
          : made;
    }

    private @Nullable Object callOn(
        PreparedStatement statement, Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      boolean mayBreak = method.getName().startsWith("execute") && connection.getAutoCommit();
      Fate fate = mayBreak ? nextStatement.getAndSet(null) : null;
      if (fate == null) {
        return method.invoke(statement, arguments);
      }
      connection.setAutoCommit(false);
      method.invoke(statement, arguments);
      throw broken(fate);
    }

    private SQLException broken(Fate fate) throws SQLException {
      isBroken = true;
      meet(fate);
      return new SQLException("the connection broke", "08006");
    }

    private Object whenBroken(Method method) throws SQLException {
      return switch (method.getName()) {
        case "close" -> Void.TYPE;
        case "isClosed" -> true;
        case "getAutoCommit" -> false;
        default -> throw new SQLException("the connection is broken", "08003");
      };
    }

    private void meet(Fate fate) throws SQLException {
      switch (fate) {
        case COMMITTED -> end(true);
        case ROLLED_BACK -> end(false);
        case COMMITTED_LATE ->
            late =
                CompletableFuture.runAsync(
                    () -> {
                      while (TestDatabase.number(
                              real,
                              "select count(*) from "
                                  + TestDatabase.OWN_LOCKS
                                  + " where not granted")
                          == 0) {
                        Thread.onSpinWait();
                      }
                      try {
                        end(true);
                      } catch (SQLException e) {
                        throw new IllegalStateException(e);
                      }
                    });
      }
    }

    private void end(boolean committed) throws SQLException {
      if (committed) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.close();
    }
  }
}
