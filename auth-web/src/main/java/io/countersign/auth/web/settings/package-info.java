/** Reads the settings, once, into validated records. A wrong one stops the deployment, named. */
@NullMarked
package io.countersign.auth.web.settings;

import org.jspecify.annotations.NullMarked;
