package io.countersign.auth.web.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.web.answer.StaticFile;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsoleDocumentTest {

  private static final Pattern SCRIPT = Pattern.compile("<script(.*?)>(.*?)</script>");
  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  private final ConsoleAssets assets = ConsoleAssets.load();

  private final ConsoleDocument console = ConsoleDocument.console(assets);
  private final ConsoleDocument inspector = ConsoleDocument.inspector(assets, "{\"a\":1}");

  @Test
  void policy_ofTheConsole_allowsItselfOnly() {
    assertThat(console.policy().replaceAll("'sha256-[^']+'", "HASH"))
        .isEqualTo(
            "default-src 'none'; script-src 'self' HASH; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types lit-html");
  }

  @Test
  void policy_ofTheInspector_connectsToNobody() {
    assertThat(inspector.policy())
        .isEqualTo(console.policy().replace("connect-src 'self'", "connect-src 'none'"));
  }

  /** The only script that stands in the document itself is the import map, by its digest. */
  @Test
  void scripts_areByAddressOrByTheirDigest() {
    for (ConsoleDocument document : new ConsoleDocument[] {console, inspector}) {
      Matcher script = SCRIPT.matcher(document.html());
      int maps = 0;
      while (script.find()) {
        if (script.group(1).contains("importmap")) {
          maps++;
          String digest =
              Base64.getEncoder()
                  .encodeToString(StaticFile.digestOf(script.group(2).getBytes(UTF_8)));
          assertThat(document.policy()).contains("'sha256-" + digest + "'");
        } else if (!script.group(1).contains("application/json")) {
          assertThat(script.group(2)).isEmpty();
        }
      }
      assertThat(maps).isEqualTo(1);
    }
  }

  /** So they are right under every context root, and behind every proxy. */
  @Test
  void addresses_areRelativeAndLeadToFiles() {
    String base = "./" + assets.version() + '/';
    for (ConsoleDocument document : new ConsoleDocument[] {console, inspector}) {
      assertThat(ADDRESS.matcher(document.html()).results().map(it -> it.group(1)))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it).startsWith(base))
          .allSatisfy(it -> assertThat(assets.names()).contains(it.substring(base.length())));
      assertThat(document.html()).doesNotContain("http:", "https:", "{version}");
    }
  }

  @Test
  void data_cannotLeaveItsElement() {
    String hostile = "{\"a\":\"</script><script>alert(1)</script><!--&\"}";
    assertThat(ConsoleDocument.inspector(assets, hostile).html())
        .contains("{\"a\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)")
        .doesNotContain("alert(1)</script>");
  }
}
