package io.countersign.auth.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.countersign.auth.web.answer.StaticFile;
import io.countersign.auth.web.browser.BrowserClientResource;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An HTML document of the console, and what a browser may do for it.
 *
 * @param html its text
 * @param policy its {@code Content-Security-Policy} (CSP3)
 */
record ConsoleDocument(String html, String policy) {

  /**
   * The bare names by which modules import what is not theirs, and where that lies from the
   * document. {@code lit} is the one module that has all of Lit that is used.
   */
  private static final Map<String, String> IMPORTS =
      new TreeMap<>(
          Map.of(
              "lit", "vendor/lit-element.js",
              "lit-html", "vendor/lit-html.js",
              "@lit/reactive-element", "vendor/reactive-element.js",
              "uplot", "vendor/uPlot.esm.js"));

  /** The client is the server's own, of this version. */
  private static final String CLIENT =
      "\"countersign\":\"../client/" + BrowserClientResource.versionedName() + '"';

  /** The document that may ask this server, and no other. */
  static ConsoleDocument console(ConsoleAssets assets) {
    return of("console.html", assets, "'self'", "");
  }

  /**
   * The document that may ask nobody.
   *
   * @param data a JSON text that it comes with
   */
  static ConsoleDocument inspector(ConsoleAssets assets, String data) {
    return of("inspector.html", assets, "'none'", data);
  }

  private static ConsoleDocument of(
      String template, ConsoleAssets assets, String connect, String data) {
    String version = assets.version();
    String imports = imports(version);
    String html =
        ConsoleAssets.text(template)
            .replace("{version}", version)
            .replace("{preloads}", preloads(assets))
            .replace("{imports}", imports)
            .replace("{data}", inScript(data));
    return new ConsoleDocument(html, policy(connect, imports));
  }

  private static String imports(String version) {
    return IMPORTS.entrySet().stream()
        .map(it -> "\"%s\":\"./%s/%s\"".formatted(it.getKey(), version, it.getValue()))
        .collect(joining(",", "{\"imports\":{", "," + CLIENT + "}}"));
  }

  /** What every page needs, asked for at once instead of one after the other. */
  private static String preloads(ConsoleAssets assets) {
    return assets.names().stream()
        .filter(ConsoleDocument::isOfEveryPage)
        .map(it -> "<link rel=\"modulepreload\" href=\"./" + assets.version() + '/' + it + "\">")
        .collect(joining("\n"));
  }

  private static boolean isOfEveryPage(String name) {
    return name.endsWith(".js")
        && !name.endsWith("/uPlot.esm.js")
        && Stream.of("app/", "parts/", "vendor/").anyMatch(name::startsWith);
  }

  private static String policy(String connect, String imports) {
    String hash = Base64.getEncoder().encodeToString(StaticFile.digestOf(imports.getBytes(UTF_8)));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + hash + "'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src " + connect,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html");
  }

  /** JSON that no HTML parser takes for the end of its element: such characters as escapes. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }
}
