package io.countersign.auth.web.settings;

import java.util.Optional;
import java.util.stream.Stream;

/** The header in which proxies write the address that they forward for. */
public enum ForwardingHeader {
  /** The older header, which has no standard. */
  X_FORWARDED_FOR("X-Forwarded-For"),
  /** The header of RFC 7239. */
  FORWARDED("Forwarded");

  private final String name;

  ForwardingHeader(String name) {
    this.name = name;
  }

  /**
   * The header of this name, in any case.
   *
   * @return empty when the name is neither
   */
  static Optional<ForwardingHeader> named(String name) {
    return Stream.of(values()).filter(it -> it.name.equalsIgnoreCase(name)).findFirst();
  }

  /** The header's name. */
  @Override
  public String toString() {
    return name;
  }
}
