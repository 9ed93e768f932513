package io.countersign.auth.monitoring;

import io.countersign.auth.architecture.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alert rules that are shipped. */
final class AlertRules {

  private static final Path RULES = Path.of("src/monitoring/countersign-alerts.yaml");

  private AlertRules() {}

  /** One of them. */
  record Alert(String name, Expression expression, String severity, String runbook) {}

  static List<Alert> shipped() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Map<String, Object> file = new Yaml(new SafeConstructor(options)).load(Document.text(RULES));
    return list(file, "groups")
        .flatMap(group -> list(group, "rules"))
        .map(AlertRules::alert)
        .toList();
  }

  private static Alert alert(Map<String, Object> rule) {
    return new Alert(
        String.valueOf(rule.get("alert")),
        new Expression(String.valueOf(rule.get("expr"))),
        String.valueOf(map(rule, "labels").get("severity")),
        String.valueOf(map(rule, "annotations").get("runbook")));
  }

  @SuppressWarnings("unchecked")
  private static Stream<Map<String, Object>> list(Map<String, Object> of, String name) {
    return ((List<Map<String, Object>>) of.getOrDefault(name, List.of())).stream();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> of, String name) {
    return (Map<String, Object>) of.getOrDefault(name, Map.of());
  }
}
