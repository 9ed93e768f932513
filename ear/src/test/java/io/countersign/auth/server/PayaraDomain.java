package io.countersign.auth.server;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder of one Payara: a copy of the distribution's own domain.
 *
 * @param installation the distribution
 * @param path the folder itself, absolute
 * @param jvmOptions what its configuration and settings say that the JVM is to be started with
 */
record PayaraDomain(Path installation, Path path, List<String> jvmOptions) {

  /** The distribution's shell for OSGi has a port of its own, and nobody watches a folder. */
  private static final Pattern UNUSED =
      Pattern.compile(
          "-D(org\\.glassfish\\.additionalOSGiBundlesToStart|osgi\\.shell|felix\\.fileinstall).*");

  private static final Pattern FAILURE = Pattern.compile("Boot Command (\\S+ failed .*)");

  /**
   * Makes the folder anew.
   *
   * @param scripts set it up before it starts: the listeners do not take to changes later, and here
   *     the names of environment variables stay names, which a command at the end would log
   *     expanded
   * @param commands the administration commands that the server runs at the end of its start
   */
  static PayaraDomain prepare(
      Build build, ServerSettings settings, List<Path> scripts, List<String> commands) {
    var installation = build.payara().resolve("glassfish");
    var path = settings.folder().toAbsolutePath().normalize();
    Folders.delete(path);
    Folders.copy(installation.resolve("domains/domain1"), path);
    try {
      var file = path.resolve("config/domain.xml");
      var configuration = PayaraConfiguration.read(file);
      configuration.serve(settings);
      configuration.write(file);
      Files.copy(build.postgresqlDriver(), path.resolve("lib/postgresql.jar"));
      var options = new ArrayList<>(configuration.jvmOptions());
      for (var script : scripts) {
        options.addAll(jvmOptions(Files.readAllLines(script)));
      }
      options.addAll(settings.javaOptions());
      var domain = new PayaraDomain(installation, path, options);
      for (var script : scripts) {
        Files.write(domain.setUp(), Files.readAllBytes(script), CREATE, APPEND);
      }
      Files.write(domain.commands(), commands);
      return domain;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a script adds to the options, for the start after the one that reads the script. */
  private static List<String> jvmOptions(List<String> script) {
    var command = "create-jvm-options ";
    return script.stream()
        .filter(line -> line.startsWith(command))
        .map(line -> line.substring(command.length()))
        .toList();
  }

  /** Returns the command that runs the server itself, without a process that watches it. */
  List<String> commandLine() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    jvmOptions.stream()
        .filter(option -> !UNUSED.matcher(option).matches())
        .map(option -> option.replace("${com.sun.aas.installRoot}", installation.toString()))
        .map(option -> option.replace("${com.sun.aas.instanceRoot}", path.toString()))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dcom.sun.aas.installRoot=" + installation,
            "-Dcom.sun.aas.instanceRoot=" + path,
            "-cp",
            installation.resolve("modules/glassfish.jar").toString(),
            "com.sun.enterprise.glassfish.bootstrap.ASMain"));
    command.addAll(List.of("-type", "DAS", "-instancename", "server"));
    command.addAll(List.of("-domainname", "domain1", "-domaindir", path.toString()));
    command.addAll(List.of("-upgrade", "false", "-read-stdin", "false", "-verbose", "false"));
    command.addAll(List.of("-prebootcommandfile", setUp().toString()));
    command.addAll(List.of("-postbootcommandfile", commands().toString()));
    return command;
  }

  private Path setUp() {
    return path.resolve("config/set-up.asadmin");
  }

  private Path commands() {
    return path.resolve("config/start.asadmin");
  }

  /** Returns the file that the server logs to. */
  Path log() {
    return path.resolve("logs/server.log");
  }

  /** What the process prints itself: the last words of a JVM that cannot start. */
  Path console() {
    return path.resolve("logs/console.log");
  }

  /** Returns what Payara says about a command that failed, such as a deployment. */
  Optional<String> failure() {
    var failure = FAILURE.matcher(said());
    return failure.find() ? Optional.of(failure.group(1)) : Optional.empty();
  }

  /**
   * Says whether Payara looked for the extensions of one application of an EAR in another. It does
   * so at times, and not at the next start.
   */
  boolean hasMixedUpApplications() {
    return said().contains("WELD-001325");
  }

  private String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the log of the last start away. */
  void forgetLog() {
    try {
      Files.deleteIfExists(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
