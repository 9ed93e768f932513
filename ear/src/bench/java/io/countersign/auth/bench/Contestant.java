package io.countersign.auth.bench;

import java.util.List;

/** A service under the load. */
interface Contestant {

  /** Returns what the tables call it. */
  String name();

  /** Says whether it has anything to compare in this row. */
  default boolean isIn(Row row) {
    return true;
  }

  /** Returns the clients of a row, with connections and tokens of their own. */
  List<Client> clients(Row row);

  /** Returns the JVM that serves it. */
  ProcessHandle process();
}
