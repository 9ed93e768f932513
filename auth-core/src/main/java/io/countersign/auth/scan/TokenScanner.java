package io.countersign.auth.scan;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Scans tokens for what is wrong with them.
 *
 * <p>It never throws on what it scans, however broken or large. It is safe for use by many threads.
 *
 * <pre>{@code
 * TokenScanner scanner = TokenScanner.builder(Clock.systemUTC()).jwks(json).build();
 * scanner.scan(token).requireClean(Severity.MEDIUM);
 * }</pre>
 */
public final class TokenScanner {

  private final ScanSettings settings;
  private final Clock clock;

  private TokenScanner(Builder builder) {
    settings = new ScanSettings(builder.maxLifetime, builder.skew);
    clock = builder.clock;
  }

  /** Starts a scanner; the clock is what the times in tokens are held against. */
  public static Builder builder(Clock clock) {
    return new Builder(clock);
  }

  /** The rules for tokens and key sets, in the order of reports. */
  public static List<RuleInfo> rules() {
    return Rules.TOKEN.stream().map(Rule::info).toList();
  }

  /** Scans a token in compact serialization. */
  public ScanReport scan(String token) {
    return scan(token, Location.of("token"));
  }

  /** Scans a token that came from somewhere. */
  public ScanReport scan(String token, Location from) {
    Scan scan = new Scan(ScannedToken.of(token), settings, clock.millis() / 1000.0);
    return new ScanReport(
        from, scan.token().kind(), Rule.findings(Rules.TOKEN, scan, from), List.of());
  }

  /** What to scan with. */
  public static final class Builder {

    private final Clock clock;
    private Duration maxLifetime = ScanSettings.DEFAULT.maxLifetime();
    private Duration skew = ScanSettings.DEFAULT.skew();

    private Builder(Clock clock) {
      this.clock = clock;
    }

    /** The longest time from {@code iat} to {@code exp}; one hour by default. */
    public Builder maxLifetime(Duration longest) {
      maxLifetime = longest;
      return this;
    }

    /** How far the issuer's clock may be ahead; 30 seconds by default. */
    public Builder skew(Duration allowed) {
      skew = allowed;
      return this;
    }

    /**
     * A scanner.
     *
     * @throws IllegalArgumentException when the lifetime is not positive or the skew is negative
     */
    public TokenScanner build() {
      return new TokenScanner(this);
    }
  }
}
