package io.countersign.auth;

import java.util.Optional;

/**
 * Who does something that is reported.
 *
 * @param name a user's id, or {@code system}
 * @param address the IP address it is done from, if any
 */
public record Actor(String name, Optional<String> address) {

  /** Countersign itself, or an application that calls it. */
  public static final Actor SYSTEM = new Actor("system", Optional.empty());
}
