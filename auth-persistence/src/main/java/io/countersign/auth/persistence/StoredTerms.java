package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;

import io.countersign.auth.spi.SessionTerms;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a login settled, as three columns of its family {@code f} keep it. */
final class StoredTerms {

  /** The columns in the order of {@link #of}. */
  static final String COLUMNS = microseconds("f.authenticated_at") + ", f.brief, f.audience";

  private StoredTerms() {}

  /** The terms in these columns. */
  static SessionTerms of(@Nullable Object authenticatedAt, boolean isBrief, String audience) {
    return new SessionTerms(
        Optional.ofNullable(authenticatedAt).map(Timestamps::ofMicroseconds),
        isBrief,
        QueryValues.lines(audience));
  }
}
