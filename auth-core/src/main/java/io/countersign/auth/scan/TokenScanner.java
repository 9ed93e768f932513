package io.countersign.auth.scan;

import io.countersign.auth.scan.report.Finding;
import io.countersign.auth.scan.report.Location;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.rule.Rule;
import io.countersign.auth.scan.rule.Rules;
import io.countersign.auth.scan.rule.Scan;
import io.countersign.auth.scan.rule.ScanSettings;
import io.countersign.auth.scan.token.Effort;
import io.countersign.auth.scan.token.ScannedKeySet;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.scan.token.TokenType;
import io.countersign.auth.scan.token.WordList;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scans tokens and their key set for what is wrong with them.
 *
 * <p>It never throws on a token or a key set, however broken. Of a text over 64 KiB (a key set: 256
 * KiB) it says just that. A token costs well below a millisecond, unless a caller's word list is
 * long. It is safe for use by many threads.
 *
 * <pre>{@code
 * TokenScanner scanner = TokenScanner.builder(Clock.systemUTC()).jwks(json).build();
 * scanner.scanKeySet().requireClean(Severity.MEDIUM);
 * scanner.scan(token).requireClean(Severity.MEDIUM);
 * }</pre>
 */
public final class TokenScanner {

  /** How many tokens inside of each other are scanned. */
  private static final int DEEPEST = 3;

  private final ScanSettings settings;
  private final ScannedKeySet keySet;
  private final boolean hasKeySet;
  private final WordList words;
  private final Clock clock;

  private TokenScanner(Builder builder) {
    settings = builder.settings();
    keySet = builder.keySet;
    hasKeySet = keySet != ScannedKeySet.NONE;
    words = new WordList(builder.words);
    clock = builder.clock;
  }

  /** Starts a scanner; the clock is what the times in tokens are held against. */
  public static Builder builder(Clock clock) {
    return new Builder(clock);
  }

  /** All rules for tokens and key sets, in the order of reports. */
  public static List<RuleInfo> rules() {
    return Rules.infos();
  }

  /** Scans a token in compact serialization (RFC 7515 §3.1, RFC 7516 §3.1). */
  public ScanReport scan(String token) {
    return scan(token, Location.of("token"));
  }

  /** Scans a token that came from somewhere, such as a line of a file. */
  public ScanReport scan(String token, Location from) {
    Scan scan = examine(token, settings);
    List<Finding> findings = new ArrayList<>(Rule.findings(Rules.TOKEN, scan, from));
    String inner = scan.token().nested();
    String path = "payload.";
    for (int depth = 1; depth < DEEPEST && !inner.isEmpty(); depth++) {
      Scan nested = examine(inner, settings.inside());
      findings.addAll(within(path, Rule.findings(Rules.TOKEN, nested, from)));
      inner = nested.token().nested();
      path += "payload.";
    }
    if (!scan.token().keyBinding().isEmpty()) {
      Scan binding = examine(scan.token().keyBinding(), settings.inside());
      findings.addAll(within("key_binding.", Rule.findings(Rules.TOKEN, binding, from)));
    }
    TokenKind kind = scan.token().kind();
    return new ScanReport(
        from,
        kind,
        kind == TokenKind.SIGNED ? Optional.of(scan.judgedAs()) : Optional.empty(),
        findings,
        StockVerifier.verdicts(scan),
        List.of());
  }

  private Scan examine(String token, ScanSettings held) {
    return new Scan(ScannedToken.of(token), held, keySet, words, clock.millis() / 1000.0);
  }

  private static List<Finding> within(String path, List<Finding> findings) {
    return findings.stream()
        .map(
            it ->
                new Finding(
                    it.rule(), it.location().at(path + it.location().member()), it.evidence()))
        .toList();
  }

  /** How many keys the key set has, read or not. */
  public int keys() {
    return keySet.keys().size();
  }

  /** Scans the key set alone; without one, the report is empty. */
  public ScanReport scanKeySet() {
    return scanKeySet(Location.of("jwks"));
  }

  /** Scans the key set, which came from somewhere. */
  public ScanReport scanKeySet(Location from) {
    List<Finding> findings = hasKeySet ? Rule.findings(Rules.KEY_SET, keySet, from) : List.of();
    return new ScanReport(from, TokenKind.KEY_SET, findings, List.of());
  }

  /** What to scan with. */
  public static final class Builder {

    private final Clock clock;
    private ScannedKeySet keySet = ScannedKeySet.NONE;
    private Collection<String> words = List.of();
    private Optional<Duration> maxLifetime = Optional.empty();
    private Duration skew = ScanSettings.SKEW;
    private Effort effort = Effort.FULL;
    private Optional<TokenType> type = Optional.empty();
    private Optional<String> issuer = Optional.empty();
    private Set<String> audiences = Set.of();

    private Builder(Clock clock) {
      this.clock = clock;
    }

    /** The key set (RFC 7517 §5) that tokens are to be signed by; none by default. */
    public Builder jwks(String json) {
      keySet = ScannedKeySet.of(json);
      return this;
    }

    /**
     * Words to try as HMAC secrets, besides some hundred of the scanner's own; at most a million.
     */
    public Builder words(Collection<String> secrets) {
      words = List.copyOf(secrets);
      return this;
    }

    /**
     * The longest time from {@code iat} to {@code exp}. By default more than one hour is told as
     * long, and more than a day as too long.
     */
    public Builder maxLifetime(Duration longest) {
      maxLifetime = Optional.of(longest);
      return this;
    }

    /** The type by which all tokens are judged; by default each by the type that it shows. */
    public Builder type(TokenType known) {
      type = Optional.of(known);
      return this;
    }

    /** Who should have issued the tokens, as {@code iss} has it; anybody by default. */
    public Builder issuer(String expected) {
      issuer = Optional.of(expected);
      return this;
    }

    /** The audiences, of which {@code aud} should name one; any by default. */
    public Builder audiences(Set<String> expected) {
      audiences = Set.copyOf(expected);
      return this;
    }

    /** How far the issuer's clock may be ahead; 30 seconds by default. */
    public Builder skew(Duration allowed) {
      skew = allowed;
      return this;
    }

    /**
     * For tokens and key sets of strangers, who may choose costly keys. Signatures are verified
     * only by P-256 keys, RSA keys of at most 4096 bits and HMAC keys, and by at most 16 of them
     * where a token names none. What another key may have signed has no finding.
     */
    public Builder bounded() {
      effort = Effort.BOUNDED;
      return this;
    }

    /**
     * A scanner.
     *
     * @throws IllegalArgumentException when the lifetime is not positive, the skew is negative, an
     *     issuer or audience is empty, or there are more than a million words
     */
    public TokenScanner build() {
      return new TokenScanner(this);
    }

    private ScanSettings settings() {
      return new ScanSettings(
          maxLifetime.orElse(ScanSettings.USUAL_LIFETIME),
          maxLifetime.orElse(ScanSettings.MAX_LIFETIME),
          skew,
          effort,
          type,
          issuer,
          audiences);
    }
  }
}
