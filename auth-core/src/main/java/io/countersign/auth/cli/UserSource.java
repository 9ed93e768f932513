package io.countersign.auth.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A file of users, which is read as far as it is used. */
interface UserSource extends Closeable {

  /**
   * The next user; empty at the end.
   *
   * @throws IOException when the file cannot be read
   * @throws CommandFailedException when it is no such file
   */
  Optional<UserLine> next() throws IOException;
}
