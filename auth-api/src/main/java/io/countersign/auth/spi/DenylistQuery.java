package io.countersign.auth.spi;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified access token as a denylist sees it.
 *
 * @param jti the token's id
 * @param session its {@code sid}, null when it belongs to no session
 * @param userId its {@code sub}
 * @param epoch its epoch
 */
public record DenylistQuery(UUID jti, @Nullable UUID session, UUID userId, int epoch) {}
