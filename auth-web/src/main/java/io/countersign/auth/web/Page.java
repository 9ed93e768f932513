package io.countersign.auth.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list whose items have a place of their own in its order.
 *
 * @param limit the most items of the page, 1 to 200, 50 by default
 * @param cursor the place of the last item of the page before, null for the first page
 */
record Page(int limit, @Nullable String cursor) {

  private static final int DEFAULT = 50;
  private static final int MOST = 200;
  private static final DateTimeFormatter MICROSECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS").withZone(ZoneOffset.UTC);

  /**
   * Reads the query parameters.
   *
   * @throws InvalidRequestException when the limit is none
   */
  static Page of(@Nullable String limit, @Nullable String cursor) {
    try {
      int most = limit == null ? DEFAULT : Integer.parseInt(limit);
      if (most >= 1 && most <= MOST) {
        return new Page(most, cursor);
      }
    } catch (NumberFormatException e) {
      // falls through
    }
    throw new InvalidRequestException("limit", "must be a number from 1 to 200");
  }

  /**
   * A place among things ordered by a time, to the microsecond as kept, in a fixed width; then by
   * name.
   */
  static String place(Instant time, Object name) {
    return MICROSECOND.format(time) + "_" + name;
  }

  /**
   * Cuts this page out of a whole list.
   *
   * @param items all items, in descending order of their places
   * @param place an item's place: texts that order as the items do
   * @param json an item's JSON
   */
  <T> JsonObjectBuilder of(
      List<T> items, Function<T, String> place, Function<T, JsonObjectBuilder> json) {
    List<T> rest =
        items.stream()
            .filter(item -> cursor == null || place.apply(item).compareTo(cursor) < 0)
            .toList();
    List<T> shown = rest.subList(0, Math.min(limit, rest.size()));
    JsonArrayBuilder array = Json.createArrayBuilder();
    shown.forEach(item -> array.add(json.apply(item)));
    JsonValue next =
        rest.size() > limit ? Json.createValue(place.apply(shown.get(limit - 1))) : JsonValue.NULL;
    return Json.createObjectBuilder().add("items", array).add("next_cursor", next);
  }
}
