package io.countersign.auth.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.AuthenticationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.OperationNotSupportedException;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.naming.directory.InvalidAttributeValueException;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.LdapName;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Users of an LDAP directory. It finds a user's entry by the name, binds as that entry with the
 * password, and reads the groups that the entry is a member of.
 *
 * <p>A wrong password is {@code INVALID}, a name that nobody has {@code NOT_VALIDATED}. Everything
 * else that goes wrong is an exception: the directory is away, and nobody's password is wrong.
 */
@ApplicationScoped
@SuppressWarnings("BanJNDI") // asks for entries, and makes no objects of what comes back
public class LdapDirectory implements IdentityStore {

  /** What Countersign knows these users by: with another, they would be strangers. */
  private static final String ID = "ldap";

  /** The attribute that people log in with; Active Directory has {@code sAMAccountName}. */
  private static final String NAME = "uid";

  private static final String USER = "(&(objectClass=person)(" + NAME + "={0}))";
  private static final String GROUPS = "(member={0})";
  private static final String GROUP_NAME = "cn";

  /** On another machine only with TLS, which hides the passwords and proves whose server it is. */
  private static final String SAFE = "ldaps://\\S+|ldap://(localhost|127\\.0\\.0\\.1)(:\\d+)?";

  /** One address or, with spaces between them, several that are tried in turn. */
  @Inject
  @ConfigProperty(name = "directory.url")
  String url;

  /** Who may search. */
  @Inject
  @ConfigProperty(name = "directory.bind-dn")
  String bindDn;

  @Inject
  @ConfigProperty(name = "directory.bind-password")
  String bindPassword;

  /** The entry below which users are looked for. */
  @Inject
  @ConfigProperty(name = "directory.users")
  String users;

  /** The entry below which groups are looked for: who fills them gives roles. */
  @Inject
  @ConfigProperty(name = "directory.groups")
  String groups;

  /** For a connection, and for each answer. */
  @Inject
  @ConfigProperty(name = "directory.timeout-millis", defaultValue = "3000")
  String timeoutMillis;

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof UsernamePasswordCredential given)) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    String password = given.getPasswordAsString();
    if (password.isEmpty()) { // a bind without one succeeds and proves nothing (RFC 4513 §5.1.2)
      return CredentialValidationResult.INVALID_RESULT;
    }
    try {
      DirContext directory = connect(bindDn, bindPassword);
      try {
        Optional<SearchResult> user = find(directory, given.getCaller());
        if (user.isEmpty()) { // and perhaps another directory knows the name
          return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return isPassword(user.get().getNameInNamespace(), password)
            ? valid(directory, user.get())
            : CredentialValidationResult.INVALID_RESULT;
      } finally {
        directory.close();
      }
    } catch (NamingException e) {
      throw new IllegalStateException("the directory does not answer", e);
    }
  }

  /** The user of this name; empty when there is none, or more than one. */
  private Optional<SearchResult> find(DirContext directory, String name) throws NamingException {
    List<SearchResult> found = search(directory, users, USER, name, NAME);
    return found.size() == 1 && found.get(0).getAttributes().get(NAME).size() == 1
        ? Optional.of(found.get(0))
        : Optional.empty();
  }

  /** The name is the directory's own spelling, so that nobody has two accounts by spelling it. */
  private CredentialValidationResult valid(DirContext directory, SearchResult user)
      throws NamingException {
    Set<String> roles = new HashSet<>();
    String dn = user.getNameInNamespace();
    for (SearchResult group : search(directory, groups, GROUPS, dn, GROUP_NAME)) {
      roles.add(text(group, GROUP_NAME));
    }
    return new CredentialValidationResult(ID, text(user, NAME), dn, null, roles);
  }

  /**
   * Entries below a base.
   *
   * @param value what stands for {@code {0}} in the filter: JNDI escapes it (RFC 4515 §3)
   */
  private static List<SearchResult> search(
      DirContext directory, String base, String filter, String value, String attribute)
      throws NamingException {
    SearchControls controls = new SearchControls();
    controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
    controls.setReturningAttributes(new String[] {attribute});
    var answer = directory.search(new LdapName(base), filter, new Object[] {value}, controls);
    List<SearchResult> found = new ArrayList<>();
    while (answer.hasMore()) {
      found.add(answer.next());
    }
    return found;
  }

  private static String text(SearchResult entry, String attribute) throws NamingException {
    return (String) entry.getAttributes().get(attribute).get();
  }

  private boolean isPassword(String dn, String password) throws NamingException {
    try {
      connect(dn, password).close();
      return true;
    } catch (AuthenticationException
        | NoPermissionException
        | OperationNotSupportedException
        | InvalidAttributeValueException e) { // wrong, locked or expired
      return false;
    }
  }

  private DirContext connect(String dn, String password) throws NamingException {
    if (!Stream.of(url.split(" ", -1)).allMatch(it -> it.matches(SAFE))) {
      throw new IllegalStateException("directory.url must begin with ldaps://");
    }
    Properties settings = new Properties();
    settings.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
    settings.setProperty(Context.PROVIDER_URL, url);
    settings.setProperty(Context.REFERRAL, "ignore");
    settings.setProperty("com.sun.jndi.ldap.connect.timeout", timeoutMillis);
    settings.setProperty("com.sun.jndi.ldap.read.timeout", timeoutMillis);
    if (url.startsWith("ldaps:")) {
      settings.setProperty("java.naming.ldap.factory.socket", DirectorySockets.class.getName());
    }
    settings.setProperty(Context.SECURITY_AUTHENTICATION, "simple");
    settings.setProperty(Context.SECURITY_PRINCIPAL, dn);
    settings.setProperty(Context.SECURITY_CREDENTIALS, password);
    return new InitialDirContext(settings);
  }
}
