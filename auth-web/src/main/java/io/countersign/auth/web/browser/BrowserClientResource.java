package io.countersign.auth.web.browser;

import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.answer.StaticFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The client for browsers, for everybody: at an address that stays, and at one of its version,
 * which may be kept for ever. Both are in one folder, because the module finds the server one
 * folder above itself. Its types are beside it.
 */
@Path("client")
@ApplicationScoped
@Guarded(Guard.OPEN)
public class BrowserClientResource {

  private static final StaticFile MODULE =
      StaticFile.beside(
          BrowserClientResource.class, "countersign.js", "text/javascript;charset=utf-8");

  private static final StaticFile TYPES =
      StaticFile.beside(
          BrowserClientResource.class, "countersign.d.ts", "text/plain;charset=utf-8");

  /** For JAX-RS. */
  public BrowserClientResource() {}

  /** The module's file name with its version, for pages of this server. */
  public static String versionedName() {
    return "countersign-" + MODULE.version() + ".js";
  }

  /** The module, whose answer names the address of this version. */
  @GET
  @Path("countersign.js")
  public Response module(@Context HttpHeaders headers) {
    return MODULE.answer(headers).header(HttpHeaders.CONTENT_LOCATION, versionedName()).build();
  }

  /**
   * The module, if it is of this version.
   *
   * @throws NotFoundException when it is not: the page is older than the server, or newer
   */
  @GET
  @Path("countersign-{version}.js")
  public Response moduleOfVersion(
      @PathParam("version") String version, @Context HttpHeaders headers) {
    if (!version.equals(MODULE.version())) {
      throw new NotFoundException();
    }
    return MODULE.answerForEver(headers).build();
  }

  /** The types of the module. */
  @GET
  @Path("countersign.d.ts")
  public Response types(@Context HttpHeaders headers) {
    return TYPES.answer(headers).build();
  }
}
