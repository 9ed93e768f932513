/** What administrators do: users, sessions, tokens and events. */
@NullMarked
package io.countersign.auth.web.admin;

import org.jspecify.annotations.NullMarked;
