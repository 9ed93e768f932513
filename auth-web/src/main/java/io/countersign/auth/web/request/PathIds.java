package io.countersign.auth.web.request;

import jakarta.ws.rs.NotFoundException;
import java.util.UUID;

/** Reads ids in paths. A text that is no id names nothing. */
public final class PathIds {

  private PathIds() {}

  /**
   * Reads an id.
   *
   * @throws NotFoundException when the text is not a UUID as {@link UUID#toString} writes it
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
