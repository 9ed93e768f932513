package io.countersign.auth.persistence;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The migrations by name: Flyway cannot list a folder inside every server's class loader. */
final class Migrations implements ResourceProvider {

  private static final List<String> SCRIPTS =
      List.of(
          "V1__tokens_users_and_keys.sql",
          "V2__key_rotation.sql",
          "V3__revocation_and_administration.sql",
          "V4__login_limits.sql",
          "V5__event_types.sql",
          "V6__light_rotations.sql",
          "V7__session_terms.sql",
          "V8__session_search.sql",
          "V9__end_notes.sql",
          "V10__event_order.sql",
          "V11__refresh_counts.sql",
          "V12__imported_hashes.sql");

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return SCRIPTS.contains(name) ? new Script(name) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return SCRIPTS.stream()
        .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
        .<LoadableResource>map(Script::new)
        .toList();
  }

  private static final class Script extends LoadableResource {

    private final String name;

    private Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream script = Objects.requireNonNull(Migrations.class.getResourceAsStream(name), name);
      return new InputStreamReader(script, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
