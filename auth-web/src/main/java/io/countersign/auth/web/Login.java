package io.countersign.auth.web;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.core.Accounts;
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
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/**
 * Authenticates a user name and password: Countersign's own accounts first, then every {@link
 * IdentityStore} of the deployment by its priority (Jakarta Security §3.1).
 */
@ApplicationScoped
@NullUnmarked
class Login {

  @Inject Accounts accounts;

  @Inject @Any Instance<IdentityStore> identityStores;

  Login() {}

  /**
   * The account of whoever has this name and password.
   *
   * @throws InvalidCredentialsException when nobody has
   */
  UserAccount authenticate(String username, String password) {
    return accounts
        .authenticate(username, password)
        .or(() -> authenticateElsewhere(username, password))
        .orElseThrow(InvalidCredentialsException::new);
  }

  private Optional<UserAccount> authenticateElsewhere(String username, String password) {
    UsernamePasswordCredential credential = new UsernamePasswordCredential(username, password);
    return identityStores.stream()
        .filter(store -> store.validationTypes().contains(ValidationType.VALIDATE))
        .sorted(Comparator.comparingInt(IdentityStore::priority))
        .map(store -> store.validate(credential))
        .filter(result -> result.getStatus() == Status.VALID)
        .findFirst()
        .flatMap(this::adopt);
  }

  private Optional<UserAccount> adopt(CredentialValidationResult result) {
    String store = result.getIdentityStoreId();
    return accounts.adopt(
        store == null ? "identity-store" : store,
        result.getCallerPrincipal().getName(),
        result.getCallerGroups());
  }
}
