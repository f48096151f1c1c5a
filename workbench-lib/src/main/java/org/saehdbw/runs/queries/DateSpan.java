package org.saehdbw.runs.queries;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A day, a minute or a moment in UTC, as it is written in a condition.
 *
 * @param begin its first moment
 * @param end the first moment after it
 */
record DateSpan(Instant begin, Instant end) {

  /**
   * Reads {@code 2026-11-30}, {@code 2026-11-30T14:05}, {@code 2026-11-30 14:05}, or a time with
   * seconds.
   *
   * @throws IllegalArgumentException if it is not a date
   */
  static DateSpan parse(String key, String text) {
    try {
      String plain = text.strip().replaceFirst("Z$", "").replaceFirst(" +", "T");
      if (!plain.contains("T")) {
        LocalDate day = LocalDate.parse(plain);
        return new DateSpan(
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      Instant begin = LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC);
      boolean minute = plain.matches("[^T]+T\\d\\d:\\d\\d");
      Duration length = minute ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
      return new DateSpan(begin, begin.plus(length));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          key
              + " must be compared with a date such as 2026-11-30 or 2026-11-30T14:05, got '"
              + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
              + "'",
          e);
    }
  }

  /** Returns -1 for a moment before it, 0 for one in it and 1 for one after it. */
  int compare(Instant moment) {
    return moment.isBefore(begin) ? -1 : moment.isBefore(end) ? 0 : 1;
  }
}
