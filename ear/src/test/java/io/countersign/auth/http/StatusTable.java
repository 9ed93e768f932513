package io.countersign.auth.http;

import io.countersign.auth.stock.StockServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The HTTP status that each server answered in each case. */
final class StatusTable {
  private final Map<String, Map<StockServer, Integer>> rows = new LinkedHashMap<>();

  void add(String name, Map<StockServer, Integer> statuses) {
    rows.put(name, statuses);
  }

  /** One line for each case, under one with the servers' names. */
  String text(List<StockServer> servers) {
    var text = new StringBuilder(line("", servers.stream().map(StockServer::toString).toList()));
    rows.forEach(
        (name, statuses) ->
            text.append(line(name, servers.stream().map(it -> "" + statuses.get(it)).toList())));
    return text.toString();
  }

  private static String line(String name, List<String> cells) {
    return cells.stream()
        .map("%13s"::formatted)
        .collect(Collectors.joining("", "%-22s".formatted(name), "\n"));
  }
}
