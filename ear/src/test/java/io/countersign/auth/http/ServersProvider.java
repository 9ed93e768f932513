package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Server;
import io.countersign.auth.server.ServerSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Starts servers for the first class that asks, and stops them after the last test. */
abstract class ServersProvider implements ArgumentsProvider {
  private static final Namespace NAMESPACE = Namespace.create(ServersProvider.class);

  @Override
  public final Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return arguments(
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(getClass(), key -> start(), SuiteServers.class)
            .all());
  }

  /** What each run of a class is given: one server after another. */
  Stream<Arguments> arguments(List<AuthServer> servers) {
    return servers.stream().map(Arguments::of);
  }

  private SuiteServers start() {
    var build = Build.ofThisModule();
    var folder = build.folder().resolve(getClass().getSimpleName());
    Folders.delete(folder);
    var starts = new LinkedHashMap<String, BiFunction<Build, ServerSettings, Server>>();
    prepare(build, folder, starts);
    return SuiteServers.start(build, folder, starts);
  }

  /** How a server starts that many classes share. */
  static BiFunction<Build, ServerSettings, Server> longLived(
      BiFunction<Build, ServerSettings, Server> start) {
    return (build, settings) -> start.apply(build, settings.longLived());
  }

  /**
   * Makes what is to be deployed.
   *
   * @param folder for these servers alone
   * @param starts how each starts, by its name
   */
  abstract void prepare(
      Build build, Path folder, Map<String, BiFunction<Build, ServerSettings, Server>> starts);
}
