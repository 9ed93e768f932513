package io.countersign.auth.web.admin;

import io.countersign.auth.core.AccountChange;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.NewAccount;
import io.countersign.auth.core.Username;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.guard.Problem;
import io.countersign.auth.password.ImportedHash;
import io.countersign.auth.password.InitialPassword;
import io.countersign.auth.password.NewPassword;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.spi.ChangedUser;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Limits;
import io.countersign.auth.web.request.Page;
import io.countersign.auth.web.request.PathIds;
import io.countersign.auth.web.request.Reasons;
import io.countersign.auth.web.request.RequestFields;
import io.countersign.auth.web.settings.IssuerAddress;
import io.countersign.auth.web.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The users, for administrators. */
@Path("admin/users")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminUsersResource {

  private static final int MOST_ROLES = 100;
  private static final String PASSWORD_HASH = "password_hash";

  @Inject UserStore users;
  @Inject Accounts accounts;
  @Inject PasswordPolicy policy;
  @Inject Clients clients;
  @Inject Settings settings;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public AdminUsersResource() {}

  /** Users in the order of their names, all or those whose name begins with {@code prefix}. */
  @GET
  public String list(
      @QueryParam("prefix") @Nullable String prefix,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Page page = Page.of(limit, cursor);
    String after = page.after(AdminUsersResource::place).orElse(null);
    List<UserAccount> found = users.list(begin(prefix), after, page.fetched());
    return page.show(found, UserAccount::username, AdminUsersResource::json).build().toString();
  }

  private static String place(String name) {
    if (Username.beginning(name).isEmpty()) {
      throw new IllegalArgumentException("no user has this name");
    }
    return name;
  }

  private static String begin(@Nullable String prefix) {
    if (prefix == null) {
      return "";
    }
    return Username.beginning(prefix)
        .orElseThrow(
            () -> new InvalidRequestException("prefix", "must be the beginning of a user name"));
  }

  /** Makes a user whose password is kept here, or its hash until the first login. */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  public Response create(InputStream body) {
    RequestFields fields =
        RequestFields.read(
            headers.getMediaType(),
            body,
            Set.of("username", "password", PASSWORD_HASH, "roles", "disabled"));
    String username = fields.requiredLine("username", Limits.USERNAME);
    requireOnePassword(fields);
    Set<String> roles = roles(fields).orElse(Set.of());
    boolean disabled = fields.optionalBoolean("disabled").orElse(false);
    Username name =
        Username.parse(username)
            .orElseThrow(() -> new InvalidRequestException("username", Username.RULE));
    NewAccount account = new NewAccount(name, password(fields, username), roles, disabled);
    return accounts
        .create(account, clients.actor(security, request))
        .map(
            user ->
                Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.LOCATION, location(user))
                    .entity(json(user).build().toString()))
        .orElseGet(() -> Problem.conflict("The user name is taken."))
        .build();
  }

  private static void requireOnePassword(RequestFields fields) {
    boolean hasPassword = fields.optional("password", Limits.PASSWORD).isPresent();
    boolean hasHash = fields.optionalDocument(PASSWORD_HASH, Limits.PASSWORD_HASH).isPresent();
    if (hasPassword && hasHash) {
      throw new InvalidRequestException(PASSWORD_HASH, "must not be there with a password");
    }
    if (!hasPassword && !hasHash) {
      throw new InvalidRequestException("password", "is missing, and so is \"password_hash\"");
    }
  }

  private InitialPassword password(RequestFields fields, String username) {
    Optional<String> hash = fields.optionalDocument(PASSWORD_HASH, Limits.PASSWORD_HASH);
    return hash.isPresent()
        ? ImportedHash.accept(
            hash.get(), problem -> new InvalidRequestException(PASSWORD_HASH, problem))
        : good(fields.required("password", Limits.PASSWORD), username);
  }

  /** The address by which clients reach a user, even if proxies change the request's host. */
  private String location(UserAccount user) {
    return IssuerAddress.of(settings.issuer()).locate("admin", "users", user.id().toString());
  }

  /** One user. */
  @GET
  @Path("{id}")
  public String find(@PathParam("id") String id) {
    return json(user(id)).build().toString();
  }

  /**
   * Changes roles, password and whether the user is disabled, all at once. Callers cannot lock
   * themselves out here, nor change their own password, which needs the current one. The last
   * enabled administrator stays one.
   */
  @PATCH
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("{id}")
  public Response change(@PathParam("id") String id, InputStream body) {
    RequestFields fields =
        RequestFields.read(
            headers.getMediaType(), body, Set.of("password", "roles", "disabled", Reasons.REASON));
    UserAccount user = user(id);
    Optional<String> password = fields.optional("password", Limits.PASSWORD);
    Optional<Set<String>> roles = roles(fields);
    Optional<Boolean> disabled = fields.optionalBoolean("disabled");
    AccountChange change =
        new AccountChange(password.map(it -> good(it, user.username())), roles, disabled);
    requireChange(change);
    if (user.id().equals(BearerContext.tokenOf(security).userId())) {
      requireHarmlessToOneself(change);
    }
    return changed(user.id(), change, Reasons.of(fields));
  }

  private static void requireChange(AccountChange change) {
    if (change.equals(new AccountChange(Optional.empty(), Optional.empty(), Optional.empty()))) {
      throw InvalidRequestException.body("has none of \"password\", \"roles\" and \"disabled\"");
    }
  }

  private static void requireHarmlessToOneself(AccountChange change) {
    if (change.password().isPresent()) {
      throw new InvalidRequestException("password", "of your own is changed at /auth/password");
    }
    if (change.disabled().orElse(false)) {
      throw new InvalidRequestException("disabled", "must not be true of yourself");
    }
    if (change.roles().filter(roles -> !roles.contains(Accounts.ADMINISTRATOR)).isPresent()) {
      throw new InvalidRequestException("roles", "of your own must keep auth-admin");
    }
  }

  private Response changed(UUID id, AccountChange change, Optional<String> reason) {
    try {
      ChangedUser outcome = accounts.change(id, change, clients.actor(security, request), reason);
      if (outcome instanceof ChangedUser.Done done) {
        return Response.ok(json(done.after()).build().toString()).build();
      }
      if (outcome instanceof ChangedUser.LastOfRole) {
        return Problem.conflict("The last enabled administrator stays one.").build();
      }
      throw new NotFoundException();
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.body("changes a password or roles of another directory's user");
    }
  }

  /** Deletes a user, but neither the caller nor the last enabled administrator. */
  @DELETE
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("{id}")
  public Response delete(
      @PathParam("id") String id, @QueryParam(Reasons.REASON) @Nullable String reason) {
    UUID user = PathIds.uuid(id);
    if (user.equals(BearerContext.tokenOf(security).userId())) {
      return Problem.conflict("Nobody deletes the own account.").build();
    }
    return switch (accounts.delete(user, clients.actor(security, request), Reasons.of(reason))) {
      case DONE -> Response.noContent().build();
      case LAST_OF_ROLE -> Problem.conflict("The last enabled administrator stays.").build();
      case NOT_FOUND -> throw new NotFoundException();
    };
  }

  private UserAccount user(String id) {
    return users.findById(PathIds.uuid(id)).orElseThrow(NotFoundException::new);
  }

  private NewPassword good(String password, String username) {
    return policy.accept(
        password, username, problem -> new InvalidRequestException("password", problem));
  }

  private Optional<Set<String>> roles(RequestFields fields) {
    Optional<Set<String>> roles = fields.optionalLines("roles", MOST_ROLES, Limits.ROLE);
    if (roles.filter(it -> !accounts.areRoles(it)).isPresent()) {
      throw new InvalidRequestException("roles", "are too long for a token, or one is blank");
    }
    return roles;
  }

  private static JsonObjectBuilder json(UserAccount user) {
    JsonArrayBuilder roles = AnswerJson.array();
    new TreeSet<>(user.roles()).forEach(roles::add);
    return AnswerJson.object()
        .add("id", user.id().toString())
        .add("username", user.username())
        .add("roles", roles)
        .add("disabled", user.disabled())
        .add("created_at", user.createdAt().toString());
  }
}
