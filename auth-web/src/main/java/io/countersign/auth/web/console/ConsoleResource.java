package io.countersign.auth.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.answer.EntityTags;
import io.countersign.auth.web.answer.StaticFile;
import io.countersign.auth.web.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** The console, for everybody: what it shows it asks for with its user's token. */
@Path("console")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class ConsoleResource {

  private static final String HTML = "text/html;charset=utf-8";

  private static final String PERMISSIONS =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  private static final String SENT_ON =
      """
      <!doctype html><html lang="en"><title>Countersign</title>
      <meta http-equiv="refresh" content="0; url=console/"><a href="console/">Countersign</a></html>
      """;

  @Inject Settings settings;
  @Inject StoredKeyRing keyRing;

  @Context HttpServletRequest request;
  @Context HttpHeaders headers;

  private ConsoleAssets assets;
  private ConsoleDocument document;

  /** For JAX-RS. */
  public ConsoleResource() {}

  @PostConstruct
  void load() {
    assets = ConsoleAssets.load();
    document = ConsoleDocument.console(assets);
  }

  /**
   * The console's document. Without the slash at its end its relative addresses would lead
   * elsewhere, so the browser is sent on by a document. A redirection would not do: some servers
   * make its address an absolute one, which behind a proxy is not theirs to know.
   */
  @GET
  public Response console() {
    if (!request.getRequestURI().endsWith("/")) {
      return answer(new ConsoleDocument(SENT_ON, document.policy()));
    }
    return answer(document);
  }

  /** The inspector's document, with the public keys of this moment. */
  @GET
  @Path("inspector")
  public Response inspector() {
    return answer(ConsoleDocument.inspector(assets, inspectorData()));
  }

  /**
   * A file of the console. Its address never means another content.
   *
   * @param version the digest of all files
   * @throws NotFoundException when this version has no such file
   */
  @GET
  @Path("{version}/{folder}/{name}")
  public Response file(
      @PathParam("version") String version,
      @PathParam("folder") String folder,
      @PathParam("name") String name) {
    StaticFile file =
        Optional.of(version)
            .filter(assets.version()::equals)
            .flatMap(it -> assets.find(folder, name))
            .orElseThrow(NotFoundException::new);
    return guarded(file.answerForEver(headers)).build();
  }

  /** The document, or 304 for a client that has it. It is asked for each time. */
  private Response answer(ConsoleDocument shown) {
    String tag = EntityTags.of(shown.html().getBytes(UTF_8));
    return guarded(EntityTags.answer(headers, tag, () -> Response.ok(shown.html()).type(HTML)))
        .header("Content-Security-Policy", shown.policy())
        .header("Permissions-Policy", PERMISSIONS)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }

  private static Response.ResponseBuilder guarded(Response.ResponseBuilder answer) {
    return answer
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Referrer-Policy", "no-referrer");
  }

  private String inspectorData() {
    AccessTokenSettings tokens = settings.accessTokens();
    JsonArrayBuilder audience = AnswerJson.array();
    tokens.audience().stream().sorted().forEach(audience::add);
    String server =
        AnswerJson.object()
            .add("issuer", tokens.issuer())
            .add("audience", audience)
            .add("type", tokens.type())
            .add("skew", tokens.clockSkew().toSeconds())
            .build()
            .toString();
    return "{\"server\":" + server + ",\"jwks\":" + keyRing.publishedKeySet().json() + '}';
  }
}
