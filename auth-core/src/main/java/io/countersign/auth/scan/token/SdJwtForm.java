package io.countersign.auth.scan.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An SD-JWT taken apart at its tildes (RFC 9901 §4).
 *
 * @param jwt the issuer's token
 * @param disclosures what the holder shows, each in base64url
 * @param keyBinding the holder's own token, empty when there is none
 */
record SdJwtForm(String jwt, List<String> disclosures, String keyBinding) {

  private static final Pattern DISCLOSURE = Pattern.compile("[A-Za-z0-9_-]+");

  /** More than any credential has; each costs a digest and a look at its JSON. */
  private static final int MOST_DISCLOSURES = 500;

  SdJwtForm {
    disclosures = List.copyOf(disclosures);
  }

  /** Takes a text apart; empty when it does not have this form, or only by accident. */
  static Optional<SdJwtForm> of(String text) {
    int first = text.indexOf('~');
    if (first < 0) {
      return Optional.empty();
    }
    String[] parts = text.split("~", -1);
    List<String> shown = Arrays.asList(parts).subList(1, parts.length - 1);
    SdJwtForm form = new SdJwtForm(parts[0], shown, parts[parts.length - 1].strip());
    return form.isWhole() && (!shown.isEmpty() || form.saysSo())
        ? Optional.of(form)
        : Optional.empty();
  }

  private boolean isWhole() {
    boolean bound = keyBinding.isEmpty() || keyBinding.split("\\.", -1).length == 3;
    return bound
        && disclosures.size() <= MOST_DISCLOSURES
        && jwt.split("\\.", -1).length == 3
        && disclosures.stream().allMatch(SdJwtForm::isDisclosure);
  }

  private static boolean isDisclosure(String part) {
    return DISCLOSURE.matcher(part).matches()
        && new String(Segment.of(part).octets(), StandardCharsets.UTF_8).startsWith("[");
  }

  private boolean saysSo() {
    String[] parts = jwt.split("\\.", -1);
    return new TypeClues(
            LenientJson.read(Segment.of(parts[0]).octets()),
            LenientJson.read(Segment.of(parts[1]).octets()))
        .isSdJwt();
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "SdJwtForm[]";
  }
}
