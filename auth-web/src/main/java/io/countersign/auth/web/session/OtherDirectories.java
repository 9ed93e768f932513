package io.countersign.auth.web.session;

import io.countersign.auth.core.DirectoryAccounts;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * Asks every {@link IdentityStore} in the EAR's library for a user, by its priority (Jakarta
 * Security §3.1), and keeps an account of the users that one of them knows.
 */
@ApplicationScoped
@NullUnmarked
class OtherDirectories {

  private static final System.Logger LOG = System.getLogger(OtherDirectories.class.getName());

  @Inject DirectoryAccounts directories;

  @Inject @Any Instance<IdentityStore> identityStores;

  OtherDirectories() {}

  /**
   * The account of the user with this name and password in the first directory that knows them.
   *
   * @param username the name of {@link DirectoryAccounts#nameElsewhere}
   * @return empty when no directory knows them, or the user cannot have an account here
   */
  Optional<UserAccount> authenticate(String username, String password) {
    UsernamePasswordCredential credential = new UsernamePasswordCredential(username, password);
    return identityStores.stream()
        .filter(store -> store.validationTypes().contains(ValidationType.VALIDATE))
        .sorted(Comparator.comparingInt(IdentityStore::priority))
        .map(store -> adopt(store, store.validate(credential)))
        .flatMap(Optional::stream)
        .findFirst();
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
    identityStores.stream()
        .filter(other -> other.validationTypes().equals(Set.of(ValidationType.PROVIDE_GROUPS)))
        .forEach(other -> groups.addAll(other.getCallerGroups(result)));
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
