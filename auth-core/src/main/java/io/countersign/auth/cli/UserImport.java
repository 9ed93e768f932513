package io.countersign.auth.cli;

import io.countersign.auth.verify.PromptHttp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Has users made, one a call. Calls may be made at once. */
final class UserImport {

  /** How often a user is tried while the server is away or busy, a second apart or longer. */
  private static final int TRIES = 10;

  private static final int LONGEST_WAIT = 30;

  private final AdminSession server;

  UserImport(AdminSession server) {
    this.server = server;
  }

  /**
   * Has one user made. A user who exists and is as the line says is no error: perhaps an earlier
   * run made it.
   *
   * @throws CommandFailedException when the server refuses whoever asks, or stays away
   */
  ImportOutcome make(UserLine user) {
    if (user.body().isEmpty()) {
      return ImportOutcome.refused("is no JSON object with a \"username\"");
    }
    for (int tries = 1; ; tries++) {
      try {
        PromptHttp.Answer answer = server.post("/admin/users", user.body());
        if (!isBusy(answer) || tries == TRIES) {
          return outcome(user, answer);
        }
        pause(seconds(answer));
      } catch (IOException e) {
        if (tries == TRIES) {
          throw new CommandFailedException("the server is away: " + e.getMessage(), e);
        }
        pause(1);
      }
    }
  }

  private ImportOutcome outcome(UserLine user, PromptHttp.Answer answer) throws IOException {
    return switch (answer.status()) {
      case 201 -> ImportOutcome.created(id(AdminAnswer.members(201, answer.body())));
      case 409 -> existing(user);
      case 400, 413 ->
          ImportOutcome.refused(
              String.valueOf(AdminAnswer.members(answer.status(), answer.body()).get("detail")));
      default -> throw new CommandFailedException(refusal(answer));
    };
  }

  private static String refusal(PromptHttp.Answer answer) {
    return AdminAnswer.refusal(
        answer.status(), AdminAnswer.members(answer.status(), answer.body()));
  }

  /** Looks at the user who has the name. */
  private ImportOutcome existing(UserLine user) throws IOException {
    String name = normalised(user.username());
    String path = "/admin/users?limit=1&prefix=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    PromptHttp.Answer answer = server.get(path);
    if (answer.status() != 200) {
      throw new CommandFailedException(refusal(answer));
    }
    Optional<Map<?, ?>> found =
        AdminAnswer.of(200, answer.body()).items().stream()
            .filter(it -> name.equals(it.get("username")))
            .findFirst();
    if (found.isEmpty()) {
      return ImportOutcome.refused("The user name is taken.");
    }
    boolean isSame =
        UserLine.texts(found.get().get("roles")).equals(user.roles())
            && Boolean.valueOf(user.disabled()).equals(found.get().get("disabled"));
    return isSame
        ? ImportOutcome.existed(id(found.get()))
        : ImportOutcome.refused("The user name is taken, with other roles or disabled.");
  }

  /** As the server keeps almost every name. Of another it is only said that it is taken. */
  private static String normalised(String username) {
    return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static String id(Map<?, ?> user) {
    return String.valueOf(user.get("id"));
  }

  private static boolean isBusy(PromptHttp.Answer answer) {
    return answer.status() == 429 || answer.status() == 503;
  }

  private static int seconds(PromptHttp.Answer answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,4}"))
        .map(text -> Math.min(Integer.parseInt(text), LONGEST_WAIT))
        .orElse(1);
  }

  private static void pause(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted", e);
    }
  }
}
