package io.countersign.auth.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.NullUnmarked;

/** The same requests as Countersign's, with the least that each needs. */
@Path("")
@ApplicationScoped
@NullUnmarked
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FloorResource {
  private static final String ROTATE =
      """
      update floor_family
         set generation = generation + 1, digest = ?
       where id = ? and generation = ? and digest = ?
      """;

  private static final String FIND = "select generation from floor_family where id = ?";

  /** As much memory, and as many passes, as Countersign's by default. */
  private static final int KIBIBYTES = 19 * 1024;

  private static final int PASSES = 2;

  /** A buffer for each processor. */
  private static final BlockingQueue<BlockPool> BUFFERS =
      Stream.generate(() -> new FixedBlockPool(KIBIBYTES + 4))
          .limit(Runtime.getRuntime().availableProcessors())
          .collect(Collectors.toCollection(LinkedBlockingQueue::new));

  private static final byte[] HASH = argon2id("a password");

  private final JsonProvider json = JsonProvider.provider();
  private final JsonReaderFactory readers = json.createReaderFactory(Map.of());

  @Resource(lookup = "java:/jdbc/auth")
  DataSource dataSource;

  private FloorSignatures signatures;

  /** For JAX-RS. */
  public FloorResource() {}

  @PostConstruct
  void open() throws IOException, GeneralSecurityException {
    signatures = FloorSignatures.open();
  }

  /** Answers as soon as the application is there. */
  @GET
  @Path("ready")
  public String ready() {
    return "{}";
  }

  /** One update of one row, and one signature. */
  @POST
  @Path("refresh")
  public String refresh(InputStream body) throws SQLException, GeneralSecurityException {
    var presented = FloorRefreshToken.parse(read(body).getString("refresh_token"));
    var successor = presented.successor();
    if (!rotate(presented, successor)) {
      throw new ClientErrorException(401);
    }
    var session = presented.family().toString();
    return json.createObjectBuilder()
        .add("access_token", signatures.sign(claims(session).getBytes(UTF_8)))
        .add("token_type", "Bearer")
        .add("expires_in", 900)
        .add("refresh_token", successor.value())
        .add("session_id", session)
        .build()
        .toString();
  }

  private boolean rotate(FloorRefreshToken presented, FloorRefreshToken successor)
      throws SQLException {
    try (var connection = dataSource.getConnection();
        var update = connection.prepareStatement(ROTATE)) {
      update.setBytes(1, successor.digest());
      update.setObject(2, presented.family());
      update.setInt(3, presented.generation());
      update.setBytes(4, presented.digest());
      return update.executeUpdate() == 1;
    }
  }

  /** As long as Countersign's. */
  private static String claims(String session) {
    var now = System.currentTimeMillis() / 1000;
    return """
    {"iss":"http://localhost:8080/auth","aud":"countersign","sub":"%s","upn":"user-1234",\
    "groups":["user"],"iat":%d,"exp":%d,"jti":"%s","sid":"%s","epoch":0}\
    """
        .formatted(UUID.randomUUID(), now, now + 900, UUID.randomUUID(), session);
  }

  /** One verification. */
  @GET
  @Path("me")
  public String me(@HeaderParam("Authorization") String authorization)
      throws GeneralSecurityException {
    return claimsOf(authorization).toString();
  }

  /** One verification, and one look at one row. */
  @GET
  @Path("active")
  public String active(@HeaderParam("Authorization") String authorization)
      throws GeneralSecurityException, SQLException {
    var claims = claimsOf(authorization);
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(FIND)) {
      query.setObject(1, UUID.fromString(claims.getString("sid")));
      try (var rows = query.executeQuery()) {
        return json.createObjectBuilder()
            .add("active", rows.next())
            .add("jti", claims.getString("jti"))
            .add("exp", claims.getInt("exp"))
            .build()
            .toString();
      }
    }
  }

  /** One hash of a password. */
  @POST
  @Path("login")
  public String login(InputStream body) {
    var hash = argon2id(read(body).getString("password"));
    return json.createObjectBuilder()
        .add("right", MessageDigest.isEqual(hash, HASH))
        .build()
        .toString();
  }

  private JsonObject claimsOf(String authorization) throws GeneralSecurityException {
    return read(
        new ByteArrayInputStream(signatures.verify(authorization.substring("Bearer ".length()))));
  }

  private JsonObject read(InputStream body) {
    try (var reader = readers.createReader(body)) {
      return reader.readObject();
    }
  }

  private static byte[] argon2id(String password) {
    var buffer = takeBuffer();
    try {
      var generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withSalt(new byte[16])
              .withMemoryAsKB(KIBIBYTES)
              .withIterations(PASSES)
              .withParallelism(1)
              .withBlockPool(buffer)
              .build());
      var hash = new byte[32];
      generator.generateBytes(password.getBytes(UTF_8), hash);
      return hash;
    } finally {
      BUFFERS.add(buffer);
    }
  }

  private static BlockPool takeBuffer() {
    try {
      return BUFFERS.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
