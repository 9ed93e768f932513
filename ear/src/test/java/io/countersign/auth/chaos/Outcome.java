package io.countersign.auth.chaos;

/** What is counted, in the order of the table. */
enum Outcome {
  REFRESHED("refreshes accepted", false),
  ELSEWHERE("  by another node than the one before", false),
  REPEATED("answers asked for once more, and the same", false),
  NODE_KILLED("kills of nodes", false),
  DATABASE_KILLED("kills of PostgreSQL", false),
  PROMOTED("promotions", false),
  UNANSWERED("unanswered requests", false),
  UNAVAILABLE("503 with Retry-After", false),
  RETRIED("retries of refreshes", false),
  REVOKED("sessions revoked", false),
  REVOKED_REFUSED("their tokens refused", false),
  LOST_REPORTED("sessions lost and reported as lost", true),
  LOST_UNREPORTED("sessions lost unreported", true),
  DOUBLE_SUCCESSOR("double successors", true),
  ZOMBIE("zombies", true),
  OTHER_5XX("other 5xx", true),
  OTHER_ANSWER("other strange answers", true);

  private final String words;
  private final boolean isFault;

  Outcome(String words, boolean isFault) {
    this.words = words;
    this.isFault = isFault;
  }

  String words() {
    return words;
  }

  /** Whether it must not occur. */
  boolean isFault() {
    return isFault;
  }
}
