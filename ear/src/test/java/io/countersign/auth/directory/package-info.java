/**
 * Examples of user directories, to copy: of LDAP, and of a table of one's own. A deployment plugs
 * them in as the tests do, in a jar of its own in the EAR's library (docs/directory.md).
 */
@NullMarked
package io.countersign.auth.directory;

import org.jspecify.annotations.NullMarked;
