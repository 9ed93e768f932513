package io.countersign.auth.web.service;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.web.request.FormFields;
import io.countersign.auth.web.request.OAuthErrorException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A name and password in the {@code Authorization} header (RFC 7617). OAuth 2 has both encoded for
 * a form first (RFC 6749 §2.3.1), but many clients do not encode them. So a password that may be
 * encoded or not is kept in both readings. A text that cannot have been encoded is taken as it is.
 *
 * @param username the name, decoded
 * @param passwords the password: decoded and, where that is another text, as it came
 */
record BasicCredentials(String username, List<String> passwords) {

  private static final Pattern BASIC = Pattern.compile("(?i:Basic)(?: +(\\S*) *)?");

  /** Copies the passwords. */
  BasicCredentials {
    passwords = List.copyOf(passwords);
  }

  /**
   * Reads the value of an {@code Authorization} header.
   *
   * @return empty when there is no header, or it is of another scheme
   * @throws InvalidCredentialsException when it is malformed
   */
  static Optional<BasicCredentials> in(@Nullable String authorization) {
    Matcher basic = BASIC.matcher(authorization == null ? "" : authorization);
    return basic.matches() ? Optional.of(read(String.valueOf(basic.group(1)))) : Optional.empty();
  }

  private static BasicCredentials read(String encoded) {
    String pair = text(encoded);
    int end = pair.indexOf(':');
    if (end < 0) {
      throw new InvalidCredentialsException();
    }
    String password = pair.substring(end + 1);
    return new BasicCredentials(
        decoded(pair.substring(0, end)),
        Stream.of(decoded(password), password).distinct().toList());
  }

  private static String text(String encoded) {
    try {
      byte[] octets = Base64.getDecoder().decode(encoded);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new InvalidCredentialsException();
    }
  }

  private static String decoded(String text) {
    try {
      return FormFields.decoded(text);
    } catch (OAuthErrorException e) {
      return text;
    }
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "BasicCredentials[]";
  }
}
