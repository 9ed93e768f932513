package io.countersign.auth.cli;

import static io.countersign.auth.cli.LiveOptions.given;

import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.token.TokenType;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The kind, issuer and audience that the tokens of files should have. */
final class ExpectedOptions {

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = Kinds.class,
      description = {
        "By whose rules tokens are judged, where they do not show it: access, id, refresh, logout,"
            + " security-event, dpop-proof, client-assertion, request, key-proof, sd-jwt,"
            + " key-binding, credential, presentation or svid."
      })
  private @Nullable TokenType kind;

  @Option(
      names = "--issuer",
      paramLabel = "ISSUER",
      description = "Who should have issued the tokens: what iss has to be.")
  private @Nullable String issuer;

  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description =
          "For whom the tokens should be: what aud has to name; may be given more than once, for"
              + " one of them.")
  private Set<String> audiences = new LinkedHashSet<>();

  /** Hands all of them over. */
  void addTo(TokenScanner.Builder builder) {
    given(kind, builder::type);
    given(issuer, builder::issuer);
    builder.audiences(audiences);
  }

  /** Reads what {@link TokenType#label} writes, in any case. */
  static final class Kinds implements ITypeConverter<TokenType> {

    @Override
    public TokenType convert(String value) {
      return Stream.of(TokenType.values())
          .filter(it -> it.label().equals(value.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("it is none of " + labels()));
    }

    private static String labels() {
      return Stream.of(TokenType.values()).map(TokenType::label).collect(Collectors.joining(", "));
    }
  }
}
