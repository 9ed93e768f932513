package io.countersign.auth.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The manifest that is shipped.
 *
 * @param documents its documents, in their order
 */
record Manifest(List<HasMetadata> documents) {

  static Manifest shipped() {
    return new Manifest(StrictReader.read(text()));
  }

  static String text() {
    try {
      return Files.readString(Path.of("src/kubernetes/countersign.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of a kind. */
  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return documents.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The document of a kind and name; there must be one. */
  <T extends HasMetadata> T the(Class<T> kind, String name) {
    return all(kind).stream()
        .filter(document -> document.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind.getSimpleName() + " " + name));
  }

  Deployment deployment() {
    return the(Deployment.class, "countersign");
  }

  PodTemplateSpec template() {
    return deployment().getSpec().getTemplate();
  }

  PodSpec pod() {
    return template().getSpec();
  }

  /** The container that serves. */
  Container server() {
    return pod().getContainers().get(0);
  }

  /** Every container, those that run before the server as well. */
  Stream<Container> containers() {
    return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream());
  }
}
