package io.countersign.auth.compatibility;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.output.ConsoleRender;

/** Prints what differs between two OpenAPI documents, and fails when a client would notice. */
public final class CompareHttp {

  private CompareHttp() {}

  /**
   * Compares.
   *
   * @param arguments the earlier document and the later one
   */
  public static void main(String[] arguments) {
    var difference = OpenApiCompare.fromFiles(file(arguments[0]), file(arguments[1]));
    var text = new ByteArrayOutputStream();
    new ConsoleRender().render(difference, new OutputStreamWriter(text, StandardCharsets.UTF_8));
    System.out.println(text.toString(StandardCharsets.UTF_8));
    if (difference.isIncompatible()) {
      throw new IllegalStateException("the HTTP interface has a breaking change");
    }
  }

  private static java.io.File file(String name) {
    return Path.of(name).toFile();
  }
}
