package io.countersign.auth.release;

import java.util.Optional;
import java.util.stream.Stream;

/** A licence that a library in the EAR may have; {@code docs/shipped.md} lists them. */
enum Licence {
  APACHE_2("Apache-2.0", "Apache License 2.0"),
  BSD_3("BSD-3-Clause", "BSD 3-Clause License"),
  MIT("MIT", "Bouncy Castle Licence");

  private final String id;
  private final String otherName;

  Licence(String id, String otherName) {
    this.id = id;
    this.otherName = otherName;
  }

  /** Returns its identifier in SPDX's list. */
  String id() {
    return id;
  }

  /** Returns the licence of that identifier or name, if it is on this list. */
  static Optional<Licence> of(String name) {
    return Stream.of(values())
        .filter(licence -> licence.id.equals(name) || licence.otherName.equals(name))
        .findFirst();
  }
}
