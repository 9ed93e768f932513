package io.countersign.auth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The windows of one row.
 *
 * @param row what was measured
 * @param variant who signed, and how
 * @param families how many sessions there were
 * @param windows of each contestant, in the order of the rounds
 */
record Measurement(Row row, Variant variant, int families, Map<String, List<Window>> windows) {

  /** Lets the contestants take turns; the first does not count. */
  static Measurement take(
      Row row, Variant variant, List<Contestant> contestants, int rounds, Stage stage) {
    var clients = new LinkedHashMap<Contestant, List<Client>>();
    for (var contestant : contestants) {
      var ofRow = contestant.clients(row);
      requireSuccess(contestant, ofRow);
      clients.put(contestant, ofRow);
    }
    clients.values().forEach(ofRow -> Load.of(ofRow, stage.options().window()));
    var windows = new LinkedHashMap<String, List<Window>>();
    for (int round = 1; round <= rounds; round++) {
      stage.progress().step("%s: round %d of %d".formatted(row.key(), round, rounds));
      clients.forEach(
          (contestant, ofRow) ->
              windows
                  .computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                  .add(Window.of(contestant, ofRow, stage)));
    }
    return new Measurement(row, variant, Countersign.FAMILIES, windows);
  }

  /** Returns the same, of another number of sessions. */
  Measurement of(int number) {
    return new Measurement(row, variant, number, windows);
  }

  /** A contestant that does not do what it should is not measured, and says why. */
  private static void requireSuccess(Contestant contestant, List<Client> clients) {
    for (var client : clients) {
      try {
        Answers.require(200, client.call());
      } catch (IOException e) {
        throw new UncheckedIOException(contestant.name() + " does not answer", e);
      }
    }
  }

  /** Returns the median of a contestant's windows. */
  double median(String contestant, ToDoubleFunction<Window> figure) {
    return median(of(contestant).stream().mapToDouble(figure).toArray());
  }

  /** Returns the median, over the rounds, of one contestant's figure by another's. */
  double ratio(String contestant, String other, ToDoubleFunction<Window> figure) {
    var ratios = new double[of(contestant).size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] =
          figure.applyAsDouble(of(contestant).get(i)) / figure.applyAsDouble(of(other).get(i));
    }
    return median(ratios);
  }

  List<Window> of(String contestant) {
    return windows.getOrDefault(contestant, List.of());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    var middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
