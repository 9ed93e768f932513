package io.countersign.auth.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A tab of the browser with the page of a {@link Site}, whose {@code auth} is the client. */
record Tab(Page page) {

  static Tab open(BrowserContext context, URI uri) {
    return at(context.newPage(), uri);
  }

  /** Opens the site in a page that is there. */
  static Tab at(Page page, URI uri) {
    page.navigate(uri.toString());
    page.waitForFunction("() => globalThis.auth");
    return new Tab(page);
  }

  /** Opens the same page again: it knows nothing of what was. */
  void reload() {
    page.reload();
    page.waitForFunction("() => globalThis.auth");
  }

  /** Runs the body of an asynchronous function and returns what it does. */
  Object run(String script) {
    return page.evaluate("async () => { " + script + " }");
  }

  /** Returns a text. */
  String text(String script) {
    return String.valueOf(run(script));
  }

  /** Begins what {@link #end} waits for. */
  void begin(String script) {
    page.evaluate("() => { globalThis.begun = (async () => { " + script + " })(); }");
  }

  /** Returns what came of what was begun. */
  Object end() {
    return page.evaluate("async () => await globalThis.begun");
  }

  Object login(String username, String password) {
    var credentials = Map.of("username", username, "password", password);
    return page.evaluate("async (it) => await auth.login(it)", credentials);
  }

  /** The status of a request that the client has sent. */
  int fetch(String path) {
    return (Integer) page.evaluate("async (it) => (await auth.fetch(it)).status", path);
  }

  /** How many locks of the origin's tabs are held and waited for. */
  String locks() {
    return text(
        "const { held, pending } = await navigator.locks.query();"
            + " return `${held.length} held, ${pending.length} pending`;");
  }

  /** Who is signed in, or {@code null} in letters. */
  String username() {
    return text("return (await auth.session())?.username");
  }

  /** The types of the events that the client has dispatched. */
  @SuppressWarnings("unchecked")
  List<String> heard() {
    return (List<String>) run("return heard.map((it) => it.type)");
  }

  /** Waits for an event that may be there already, and returns a member of its detail. */
  String heard(String type, String member) {
    page.waitForFunction("(type) => heard.some((it) => it.type === type)", type);
    return text("return heard.filter((it) => it.type === '%s').at(-1).%s".formatted(type, member));
  }

  void close() {
    page.close();
  }
}
