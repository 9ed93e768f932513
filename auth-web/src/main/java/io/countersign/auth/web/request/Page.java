package io.countersign.auth.web.request;

import io.countersign.auth.guard.AnswerJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list whose items have a place of their own in its order.
 *
 * @param limit the most items of the page, 1 to 200, 50 by default
 * @param after the place of the last item of the page before, empty for the first page
 */
public record Page(int limit, Optional<String> after) {

  private static final int DEFAULT = 50;
  private static final int MOST = 200;

  /**
   * Reads the query parameters.
   *
   * @throws InvalidRequestException when the limit is not a number from 1 to 200, or the cursor is
   *     not Base64 for URLs
   */
  public static Page of(@Nullable String limit, @Nullable String cursor) {
    return new Page(limit(limit), Optional.ofNullable(cursor).map(Page::place));
  }

  private static int limit(@Nullable String limit) {
    try {
      int most = limit == null ? DEFAULT : Integer.parseInt(limit);
      if (most >= 1 && most <= MOST) {
        return most;
      }
    } catch (NumberFormatException e) {
      // falls through
    }
    throw new InvalidRequestException("limit", "must be a number from 1 to 200");
  }

  private static String place(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalidCursor();
    }
  }

  private static InvalidRequestException invalidCursor() {
    return new InvalidRequestException("cursor", "must be a next_cursor of this list");
  }

  /**
   * The place that the page begins after, read by {@code parser}.
   *
   * @throws InvalidRequestException when {@code parser} throws
   */
  public <T> Optional<T> after(Function<String, T> parser) {
    try {
      return after.map(parser);
    } catch (RuntimeException e) { // parsers fail in many ways
      throw invalidCursor();
    }
  }

  /** How many items to fetch: one more than are shown, to know whether there is another page. */
  public int fetched() {
    return limit + 1;
  }

  /**
   * Shows this page.
   *
   * @param items the list from this page's first item on, {@link #fetched()} of them at most
   * @param place an item's place, for the cursor
   * @param json an item's JSON
   */
  public <T> JsonObjectBuilder show(
      List<T> items, Function<T, String> place, Function<T, JsonObjectBuilder> json) {
    return show(items, Optional.empty(), place, json);
  }

  /**
   * Shows this page of a search, which can stop before the page is full.
   *
   * @param items the list from this page's first item on, {@link #fetched()} of them at most
   * @param stopped the place where the search stopped, if there may be further items
   * @param place an item's place, for the cursor
   * @param json an item's JSON
   */
  public <T> JsonObjectBuilder show(
      List<T> items,
      Optional<String> stopped,
      Function<T, String> place,
      Function<T, JsonObjectBuilder> json) {
    List<T> shown = items.subList(0, Math.min(limit, items.size()));
    JsonArrayBuilder array = AnswerJson.array();
    shown.forEach(item -> array.add(json.apply(item)));
    JsonObjectBuilder page = AnswerJson.object().add("items", array);
    Optional<String> next =
        items.size() > limit ? Optional.of(place.apply(shown.get(limit - 1))) : stopped;
    next.ifPresentOrElse(
        it -> page.add("next_cursor", cursor(it)), () -> page.addNull("next_cursor"));
    return page;
  }

  private static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }
}
