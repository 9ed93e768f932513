package io.countersign.auth.core;

import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.UserStore;

/**
 * Where sessions are kept, and what is known of them.
 *
 * @param users whose they are
 * @param families opens and rotates them
 * @param directory finds them
 * @param events tells of those that are gone
 * @param places where users have been before
 */
public record SessionStores(
    UserStore users,
    RefreshTokenStore families,
    SessionDirectory directory,
    SecurityEventStore events,
    KnownPlaces places) {}
