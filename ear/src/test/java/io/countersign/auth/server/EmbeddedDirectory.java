package io.countersign.auth.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.LDAPSDKException;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An LDAP directory in this JVM: people, groups, and a service that may search. It listens on the
 * loopback address only, and speaks TLS with a certificate for {@code localhost}.
 */
public final class EmbeddedDirectory implements AutoCloseable {
  private static final String ROOT = "dc=example,dc=com";

  /** Below it are the people. */
  public static final String PEOPLE = "ou=people," + ROOT;

  /** Below it are the groups. */
  public static final String GROUPS = "ou=groups," + ROOT;

  /** Who may search. */
  public static final String SERVICE = "cn=countersign," + ROOT;

  /** At a time: who leaves one open at each login finds none in the end. */
  public static final int MOST_CONNECTIONS = 10;

  private final Path caFile;
  private final int port = Ports.lasting();
  private final String servicePassword = Secrets.password();
  private final List<String> binds = new CopyOnWriteArrayList<>();
  private final Map<String, ResultCode> refusals = new ConcurrentHashMap<>();
  private final InMemoryDirectoryServer server;

  private EmbeddedDirectory(Path folder)
      throws LDAPSDKException, GeneralSecurityException, IOException {
    caFile = folder.resolve("ca.pem");
    var tls = tls();
    var configuration = new InMemoryDirectoryServerConfig(ROOT);
    configuration.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            "LDAPS",
            InetAddress.getLoopbackAddress(),
            port,
            tls.getServerSocketFactory(),
            tls.getSocketFactory()));
    configuration.setMaxConnections(MOST_CONNECTIONS);
    configuration.addAdditionalBindCredentials(SERVICE, servicePassword);
    configuration.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
    configuration.addInMemoryOperationInterceptor(new Binds());
    server = new InMemoryDirectoryServer(configuration);
    server.add("dn: " + ROOT, "objectClass: domain", "dc: example");
    server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    server.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    server.startListening();
  }

  /** Starts a directory with nobody in it, with its certificate in the folder. */
  public static EmbeddedDirectory start(Path folder) {
    try {
      Files.createDirectories(folder);
      return new EmbeddedDirectory(folder);
    } catch (LDAPSDKException | GeneralSecurityException | IOException e) {
      throw new StartFailure("The directory did not start: " + e.getMessage(), e);
    }
  }

  private SSLContext tls() throws CertException, GeneralSecurityException, IOException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var keys = generator.generateKeyPair();
    var now = System.currentTimeMillis();
    var certificate =
        X509Certificate.generateSelfSignedCertificate(
                SignatureAlgorithmIdentifier.SHA_256_WITH_RSA,
                keys,
                new DN(new RDN("CN", "localhost")),
                now - Duration.ofHours(1).toMillis(),
                now + Duration.ofDays(1).toMillis())
            .toCertificate();
    Files.writeString(caFile, pem(certificate), US_ASCII);
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry(
        "key", keys.getPrivate(), servicePassword.toCharArray(), new Certificate[] {certificate});
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, servicePassword.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** Notes who binds, and refuses whom it is told to. */
  private final class Binds extends InMemoryOperationInterceptor {
    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
        throws LDAPException {
      var dn = request.getRequest().getBindDN();
      binds.add(dn);
      var refusal = refusals.get(dn);
      if (refusal != null) {
        throw new LDAPException(refusal, "refused");
      }
    }
  }

  /** Returns its address. */
  public String url() {
    return "ldaps://localhost:" + port;
  }

  /** Returns the file with the certificate to trust. */
  public Path caFile() {
    return caFile;
  }

  /** Returns the password of {@link #SERVICE}. */
  public String servicePassword() {
    return servicePassword;
  }

  /** Returns who has bound so far, in turn. */
  public List<String> binds() {
    return List.copyOf(binds);
  }

  /** Returns these settings of a server whose EAR has the example of an LDAP directory. */
  public ServerSettings in(ServerSettings settings) {
    return settings
        .with("DIRECTORY_URL", url())
        .with("DIRECTORY_CA_FILE", caFile.toAbsolutePath().toString())
        .with("DIRECTORY_BIND_DN", SERVICE)
        .with("DIRECTORY_BIND_PASSWORD", servicePassword)
        .with("DIRECTORY_USERS", PEOPLE)
        .with("DIRECTORY_GROUPS", GROUPS);
  }

  /** Adds a person of a new name, and returns the name. */
  public String addPerson(String password) {
    var name = "person-" + UUID.randomUUID();
    add(new RDN("uid", name), name, password);
    return name;
  }

  /** Adds a person, and returns the entry's name. */
  public String add(RDN rdn, String uid, String password) {
    var dn = rdn + "," + PEOPLE;
    apply(
        () ->
            server.add(
                "dn: " + dn,
                "objectClass: inetOrgPerson",
                "cn: " + uid,
                "sn: " + uid,
                "uid: " + uid,
                "userPassword: " + password));
    return dn;
  }

  /** Adds an entry. */
  public void add(String... ldif) {
    apply(() -> server.add(ldif));
  }

  /** Removes the person of a name. */
  public void removePerson(String name) {
    remove(dn(name));
  }

  /** Removes an entry. */
  public void remove(String dn) {
    apply(() -> server.delete(dn));
  }

  /** Returns the entry's name of a person of {@link #addPerson}. */
  public static String dn(String name) {
    return "uid=" + name + "," + PEOPLE;
  }

  /** Makes a group with one member. */
  public void addGroup(String name, String member) {
    apply(
        () ->
            server.add(
                "dn: cn=" + name + "," + GROUPS,
                "objectClass: groupOfNames",
                "cn: " + name,
                "member: " + member));
  }

  /** Renames a group. */
  public void renameGroup(String name, String newName) {
    apply(() -> server.modifyDN("cn=" + name + "," + GROUPS, "cn=" + newName, true));
  }

  /** Gives an attribute of an entry one more value. */
  public void addValue(String dn, String attribute, String value) {
    apply(() -> server.modify(dn, new Modification(ModificationType.ADD, attribute, value)));
  }

  /** Refuses each bind of an entry from now on. */
  public void refuse(String dn, ResultCode code) {
    refusals.put(dn, code);
  }

  /** Goes away: nothing listens on its port any more. */
  public void stop() {
    server.shutDown(true);
  }

  /** Comes back on the same port, with what was in it. */
  public void restart() {
    apply(server::startListening);
  }

  private interface Change {
    void make() throws LDAPSDKException;
  }

  private static void apply(Change change) {
    try {
      change.make();
    } catch (LDAPSDKException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
