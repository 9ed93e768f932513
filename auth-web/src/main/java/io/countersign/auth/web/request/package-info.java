/**
 * Reads requests: their whole body, their fields, their client. A refusal names what is wrong.
 *
 * <p>A request is bounded in size and time before a resource sees it. Unknown fields are refused,
 * since a misspelled one would be ignored in silence.
 */
@NullMarked
package io.countersign.auth.web.request;

import org.jspecify.annotations.NullMarked;
