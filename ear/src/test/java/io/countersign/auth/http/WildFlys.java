package io.countersign.auth.http;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The WildFlys that other tests have as well: the bare one, and that of the shop. */
final class WildFlys implements ArgumentsProvider {

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return Stream.of(
        Arguments.of(
            wildFly(new EveryServers(), parameters, context),
            wildFly(new ShopServers(), parameters, context)));
  }

  private static Object wildFly(
      ServersProvider servers, ParameterDeclarations parameters, ExtensionContext context) {
    return servers
        .provideArguments(parameters, context)
        .map(arguments -> arguments.get()[0])
        .filter(server -> server.toString().equals("WildFly"))
        .findFirst()
        .orElseThrow();
  }
}
