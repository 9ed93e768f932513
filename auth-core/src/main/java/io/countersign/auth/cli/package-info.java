/**
 * The operator's command line: makes key files, asks a running server for its key ring, imports
 * users into it, and scans tokens.
 *
 * <p>It is packaged with the little it needs as {@code countersign.jar}; in an EAR nobody calls it.
 * The core makes the keys, so they are like those that the server makes. A secret goes into a file
 * of mode 0600 or comes from one, never from an argument. No control character of a server's answer
 * reaches the terminal.
 */
@NullMarked
package io.countersign.auth.cli;

import org.jspecify.annotations.NullMarked;
