/**
 * Reads requests: their whole body, their fields, their client. What is wrong is named.
 *
 * <p>A request is bounded in size and time before a resource sees it. Fields that nobody knows are
 * refused, since a misspelled one would be passed over in silence.
 */
@NullMarked
package io.countersign.auth.web.request;

import org.jspecify.annotations.NullMarked;
