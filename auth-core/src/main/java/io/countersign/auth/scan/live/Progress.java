package io.countersign.auth.scan.live;

/** Hears what a scan does next. */
@FunctionalInterface
public interface Progress {

  /**
   * A request is about to be sent.
   *
   * @param number its number, from 1
   * @param planned how many there will be at most
   * @param what what it is about, such as {@code CS-LIVE-ALG-NONE}
   */
  void next(int number, int planned, String what);

  /** Hears nothing. */
  static Progress none() {
    return (number, planned, what) -> {};
  }
}
