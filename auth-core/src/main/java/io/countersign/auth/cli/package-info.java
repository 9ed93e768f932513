/**
 * The operator's command line: makes key files, asks a running server for its key ring, and scans
 * tokens.
 *
 * <p>It is packaged with the little it needs as {@code countersign.jar}; in an EAR nobody calls it.
 * Keys are made by the core, so that what is written here is what the server would have made
 * itself. A secret goes into a file of mode 0600 or comes from one, never from an argument, and
 * nothing that a server answers reaches the terminal with its control characters.
 */
@NullMarked
package io.countersign.auth.cli;

import org.jspecify.annotations.NullMarked;
