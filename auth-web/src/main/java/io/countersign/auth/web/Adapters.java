package io.countersign.auth.web;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.BulkEndings;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.LoginLimiterFactory;
import io.countersign.auth.spi.RefreshCounts;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Schema;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SharedTime;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.spi.keys.SigningKeyStore;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the parts stand on: an adapter for each port, and what the deployment adds.
 *
 * @param recordedDenylist the denylist in the database, used where Redis is not configured
 * @param claimContributors what adds claims to access tokens
 * @param listener what is told each security event
 * @param executor where a probe asks the database
 */
record Adapters(
    Schema schema,
    SharedTime time,
    UserStore users,
    RefreshTokenStore refreshTokens,
    SessionDirectory sessions,
    FamilyEndings familyEndings,
    BulkEndings bulkEndings,
    AccessTokenStore accessTokens,
    Denylist recordedDenylist,
    Denylist.Connector denylists,
    SecurityEventStore events,
    SigningKeyStore signingKeys,
    SecretStore secrets,
    LoginLimiterFactory loginLimiters,
    KnownPlaces knownPlaces,
    RefreshCounts refreshCounts,
    Cleanup cleanup,
    List<ClaimContributor> claimContributors,
    Consumer<SecurityEvent> listener,
    Executor executor) {

  /** Copies the list. */
  Adapters {
    claimContributors = List.copyOf(claimContributors);
  }
}
