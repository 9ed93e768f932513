package io.countersign.auth.persistence;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The data source, by the name that the persistence unit uses. The name works on all servers. */
final class AuthDataSource {

  static final String NAME = "jdbc/auth";

  private AuthDataSource() {}

  /**
   * Looks the data source up.
   *
   * @throws IllegalStateException when there is none
   */
  @SuppressWarnings("BanJNDI") // a constant name
  static DataSource lookUp() {
    try {
      return InitialContext.doLookup(NAME);
    } catch (NamingException e) {
      throw new IllegalStateException("there is no data source " + NAME, e);
    }
  }
}
