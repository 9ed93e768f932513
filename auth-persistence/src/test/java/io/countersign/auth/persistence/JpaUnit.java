package io.countersign.auth.persistence;

import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.RefreshTokenStore;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.jspecify.annotations.Nullable;

/** The persistence unit outside a server: each call of a port is a transaction, as there. */
public final class JpaUnit implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JpaUnit.class.getName());

  private final DataSource database;
  private final EntityManagerFactory factory;

  private JpaUnit(DataSource database, Class<?> provider) {
    this.database = database;
    FlywaySchema.migrate(database);
    Map<String, Object> properties = new HashMap<>();
    properties.put("jakarta.persistence.provider", provider.getName());
    properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    properties.put("jakarta.persistence.nonJtaDataSource", database);
    properties.put("jakarta.persistence.jtaDataSource", null);
    factory = Persistence.createEntityManagerFactory("countersign", properties);
  }

  public static JpaUnit onHibernate(DataSource database) {
    return new JpaUnit(database, HibernatePersistenceProvider.class);
  }

  static JpaUnit onEclipseLink(DataSource database) {
    return new JpaUnit(database, PersistenceProvider.class);
  }

  /** What opens and rotates families. */
  @SuppressWarnings("UnnecessaryAssignment") // no framework injects here
  RefreshTokenStore refreshTokenStore() {
    RefusedRotations refused = transactional(RefusedRotations.class, JpaUnit::refusedRotations);
    return transactional(
        RefreshTokenStore.class,
        entityManager -> {
          JpaRefreshTokenStore store = new JpaRefreshTokenStore();
          store.entityManager = entityManager;
          store.refusedRotations = refused;
          store.rotateOn(database);
          return store;
        });
  }

  private static JpaRefusedRotations refusedRotations(EntityManager entityManager) {
    JpaRefusedRotations refused = new JpaRefusedRotations();
    refused.entityManager = entityManager;
    return refused;
  }

  static JpaFamilyEndings familyEndings(EntityManager entityManager) {
    JpaFamilyEndings endings = new JpaFamilyEndings();
    endings.entityManager = entityManager;
    return endings;
  }

  static JpaBulkEndings bulkEndings(EntityManager entityManager) {
    JpaBulkEndings endings = new JpaBulkEndings();
    endings.entityManager = entityManager;
    return endings;
  }

  static JpaSessionDirectory sessionDirectory(EntityManager entityManager) {
    JpaSessionDirectory directory = new JpaSessionDirectory();
    directory.entityManager = entityManager;
    return directory;
  }

  /** What the denylist in Redis is filled from. */
  public DenialRecord denialRecord() {
    return transactional(DenialRecord.class, this::jpaDenylist);
  }

  /** What denies access tokens. */
  public AccessTokenStore accessTokenStore() {
    return transactional(AccessTokenStore.class, this::jpaDenylist);
  }

  /** The denylist. */
  Denylist denylist() {
    return transactional(Denylist.class, this::jpaDenylist);
  }

  private JpaDenylist jpaDenylist(EntityManager entityManager) {
    JpaDenylist denylist = new JpaDenylist();
    denylist.entityManager = entityManager;
    denylist.lookIn(database);
    return denylist;
  }

  static JpaSecurityEventStore securityEventStore(EntityManager entityManager) {
    JpaSecurityEventStore store = new JpaSecurityEventStore();
    store.entityManager = entityManager;
    return store;
  }

  static JpaKnownPlaces knownPlaces(EntityManager entityManager) {
    JpaKnownPlaces places = new JpaKnownPlaces();
    places.entityManager = entityManager;
    return places;
  }

  static JpaRefreshCounts refreshCounts(EntityManager entityManager) {
    JpaRefreshCounts counts = new JpaRefreshCounts();
    counts.entityManager = entityManager;
    return counts;
  }

  static JpaUserStore userStore(EntityManager entityManager) {
    JpaUserStore store = new JpaUserStore();
    store.entityManager = entityManager;
    return store;
  }

  static JpaKeyStore keyStore(EntityManager entityManager) {
    JpaKeyStore store = new JpaKeyStore();
    store.entityManager = entityManager;
    return store;
  }

  /** Lets one adapter be called several times, as a server does. */
  void withKeyStore(Consumer<JpaKeyStore> calls) {
    EntityManager entityManager = factory.createEntityManager();
    try {
      calls.accept(keyStore(entityManager));
    } finally {
      entityManager.close();
    }
  }

  /**
   * Gives each call of a port an entity manager and a transaction of its own: committed when it
   * returns, rolled back when it throws. A call that supports no transaction runs without. A broken
   * connection is met as {@link Confirmed} says.
   */
  public <T> T transactional(Class<T> port, Function<EntityManager, ? extends T> adapter) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              Confirmation confirmation = new Confirmation();
              return confirmation.of(() -> call(adapter, method, arguments, confirmation));
            });
    return port.cast(proxy);
  }

  private @Nullable Object call(
      Function<EntityManager, ?> adapter,
      Method method,
      @Nullable Object @Nullable [] arguments,
      Confirmation confirmation)
      throws Exception {
    EntityManager entityManager = factory.createEntityManager();
    try {
      Object called = adapter.apply(entityManager);
      if (isWithoutTransaction(called, method)) {
        return method.invoke(called, arguments);
      }
      entityManager.getTransaction().begin();
      Object result = method.invoke(called, arguments);
      confirmation.workDone();
      entityManager.getTransaction().commit();
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    } finally {
      endTransaction(entityManager);
    }
  }

  private static void endTransaction(EntityManager entityManager) {
    try {
      if (entityManager.getTransaction().isActive()) {
        entityManager.getTransaction().rollback();
      }
    } catch (PersistenceException e) {
      LOG.log(System.Logger.Level.DEBUG, "The connection is broken", e);
    }
    entityManager.close();
  }

  /** The adapters that list, of one entity manager. */
  record Adapters(JpaUserStore users, JpaSessionDirectory sessions, JpaSecurityEventStore events) {}

  /**
   * What a list answers, planned for its values or for any; the rows that it read are in the
   * database's statistics by then.
   */
  <T> T counted(String planCacheMode, Function<Adapters, T> list) {
    EntityManager entityManager = factory.createEntityManager();
    try {
      entityManager.getTransaction().begin();
      entityManager
          .createNativeQuery("set local plan_cache_mode = " + planCacheMode)
          .executeUpdate();
      T answer =
          list.apply(
              new Adapters(
                  userStore(entityManager),
                  sessionDirectory(entityManager),
                  securityEventStore(entityManager)));
      entityManager
          .createNativeQuery("select 1 from pg_stat_force_next_flush() flushed")
          .getSingleResult();
      entityManager.getTransaction().commit();
      return answer;
    } finally {
      entityManager.close();
    }
  }

  private static boolean isWithoutTransaction(Object adapter, Method method)
      throws NoSuchMethodException {
    Transactional declared =
        adapter
            .getClass()
            .getDeclaredMethod(method.getName(), method.getParameterTypes())
            .getAnnotation(Transactional.class);
    return declared != null && declared.value() == TxType.NOT_SUPPORTED;
  }

  @Override
  public void close() {
    factory.close();
  }
}
