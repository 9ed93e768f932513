package io.countersign.auth.web.request;

import jakarta.ws.rs.NotFoundException;
import java.util.UUID;

/** Ids in paths: what is none names nothing. */
public final class PathIds {

  private PathIds() {}

  /**
   * Reads an id.
   *
   * @throws NotFoundException when it is none
   */
  public static UUID uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // falls through
    }
    throw new NotFoundException();
  }
}
