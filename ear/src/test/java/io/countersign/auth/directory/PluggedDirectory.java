package io.countersign.auth.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Knows one user, {@value #USERNAME}; the password is in {@value #PASSWORD}. */
@ApplicationScoped
public class PluggedDirectory implements IdentityStore {

  public static final String USERNAME = "directory-user";
  public static final String PASSWORD = "kept in another directory";

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof UsernamePasswordCredential given
            && given.compareTo(USERNAME, PASSWORD)
        ? new CredentialValidationResult(USERNAME, Set.of("Domain Users"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
