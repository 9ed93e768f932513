/**
 * Writes answers that no resource writes: problems (RFC 9457), headers, entity tags.
 *
 * <p>Every exception has one mapper. What the container itself refuses reads like the rest.
 */
@NullMarked
package io.countersign.auth.web.answer;

import org.jspecify.annotations.NullMarked;
