package io.countersign.auth.web.session;

import io.countersign.auth.DirectoryUnavailableException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.login.UndecidedCheckException;
import io.countersign.auth.spi.UserAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * Asks every {@link IdentityStore} in the EAR's library for a user, by its priority (Jakarta
 * Security §3.1), and keeps an account of the users that one of them knows.
 *
 * <p>A store that throws an exception does not answer. The others are asked all the same.
 */
@ApplicationScoped
@NullUnmarked
class OtherDirectories {

  private static final System.Logger LOG = System.getLogger(OtherDirectories.class.getName());

  private static final int MOST_REASONS = 5;

  @Inject DirectoryAccounts directories;

  @Inject @Any Instance<IdentityStore> identityStores;

  OtherDirectories() {}

  /**
   * The account of the user with this name and password in the first directory that knows them.
   *
   * @param username the name of {@link DirectoryAccounts#nameElsewhere}
   * @return empty when no directory knows them, or the user cannot have an account here
   * @throws DirectoryUnavailableException when none knows them and one does not answer
   * @throws UndecidedCheckException the same when another has looked at the password
   */
  Optional<UserAccount> authenticate(String username, String password) {
    UsernamePasswordCredential credential = new UsernamePasswordCredential(username, password);
    boolean isAway = false;
    boolean isLookedAt = false;
    for (IdentityStore store : stores(types -> types.contains(ValidationType.VALIDATE))) {
      try {
        CredentialValidationResult result = ask(store, () -> store.validate(credential));
        Optional<UserAccount> account = adopt(store, result);
        if (account.isPresent()) {
          return account;
        }
        isLookedAt |= result.getStatus() != Status.NOT_VALIDATED;
      } catch (DirectoryUnavailableException e) {
        isAway = true;
      }
    }
    if (isAway) {
      throw isLookedAt
          ? new UndecidedCheckException(new DirectoryUnavailableException())
          : new DirectoryUnavailableException();
    }
    return Optional.empty();
  }

  private List<IdentityStore> stores(Predicate<Set<ValidationType>> types) {
    return identityStores.stream()
        .filter(store -> types.test(store.validationTypes()))
        .sorted(Comparator.comparingInt(IdentityStore::priority))
        .toList();
  }

  /** A failure of a directory is none of ours, whatever its reason. */
  private static <T> T ask(IdentityStore store, Supplier<T> question) {
    try {
      return question.get();
    } catch (RefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "{0} does not answer: {1}", nameOf(store), reasons(e));
      LOG.log(System.Logger.Level.DEBUG, "Where it failed", e);
      throw new DirectoryUnavailableException();
    }
  }

  /** In one line, because it may come with each login for hours. */
  private static String reasons(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MOST_REASONS)
        .map(Throwable::toString)
        .collect(Collectors.joining("; because of "));
  }

  private Optional<UserAccount> adopt(IdentityStore store, CredentialValidationResult result) {
    if (result.getStatus() != Status.VALID) {
      return Optional.empty();
    }
    String id = result.getIdentityStoreId();
    Optional<UserAccount> account =
        directories.adopt(
            id != null ? id : nameOf(store),
            result.getCallerPrincipal().getName(),
            groups(store, result));
    if (account.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A user of {0} is refused: disabled, another directory''s, or of a name or group that cannot be kept",
          id != null ? id : nameOf(store));
    }
    return account;
  }

  /** The groups that the store itself names, and those of stores that only provide groups. */
  private Set<String> groups(IdentityStore store, CredentialValidationResult result) {
    Set<String> groups = new HashSet<>();
    if (store.validationTypes().contains(ValidationType.PROVIDE_GROUPS)) {
      groups.addAll(result.getCallerGroups());
    }
    for (IdentityStore other : stores(Set.of(ValidationType.PROVIDE_GROUPS)::equals)) {
      groups.addAll(ask(other, () -> other.getCallerGroups(result)));
    }
    return groups;
  }

  /** The class that the deployment wrote, without what a container derives from it. */
  private static String nameOf(IdentityStore store) {
    Class<?> type = store.getClass();
    return type.getName().contains("$") && type.getSuperclass() != Object.class
        ? type.getSuperclass().getName()
        : type.getName();
  }
}
