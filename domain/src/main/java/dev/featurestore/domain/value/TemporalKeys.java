package dev.featurestore.domain.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times in the forms in which the API shows them. The digits of a fraction may be fewer than the column
 * keeps; they may be more only if the rest are zeros, as a value that the column cannot hold can match no row.
 */
final class TemporalKeys {
    private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?");
    private static final Pattern SPAN = Pattern.compile("(-?)(\\d{2}|[1-9]\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?");
    private static final LocalDateTime TIMESTAMP_MIN = LocalDateTime.parse("1970-01-01T00:00:01");
    private static final LocalDateTime TIMESTAMP_MAX = LocalDateTime.parse("2038-01-19T03:14:07.999999");
    private static final Duration SPAN_MAX =
            Duration.ofHours(838).plusMinutes(59).plusSeconds(59);

    private static final DateTimeFormatter MOMENT_TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private TemporalKeys() {}

    static Optional<KeyValue> day(String text) {
        return date(text).map(KeyValue.Day::new);
    }

    /** @param fractionDigits how many the column keeps */
    static Optional<KeyValue> moment(String text, int fractionDigits) {
        Matcher parts = MOMENT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<Integer> nanos = nanos(parts.group(5), fractionDigits);
        Optional<LocalDate> date = date(parts.group(1));
        if (nanos.isEmpty() || date.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalTime time = LocalTime.of(
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(4)),
                    nanos.get());
            return Optional.of(new KeyValue.Moment(LocalDateTime.of(date.get(), time)));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    static boolean inTimestampRange(KeyValue key) {
        return key instanceof KeyValue.Moment moment
                && !moment.value().isBefore(TIMESTAMP_MIN)
                && !moment.value().isAfter(TIMESTAMP_MAX);
    }

    /** @param fractionDigits how many the column keeps */
    static Optional<KeyValue> span(String text, int fractionDigits) {
        Matcher parts = SPAN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int hours = Integer.parseInt(parts.group(2));
        int minutes = Integer.parseInt(parts.group(3));
        int seconds = Integer.parseInt(parts.group(4));
        Optional<Integer> nanos = nanos(parts.group(5), fractionDigits);
        if (minutes > 59 || seconds > 59 || nanos.isEmpty()) {
            return Optional.empty();
        }
        Duration length = Duration.ofSeconds(hours * 3600L + minutes * 60L + seconds, nanos.get());
        if (length.compareTo(SPAN_MAX) > 0) {
            return Optional.empty();
        }
        return Optional.of(new KeyValue.Span(parts.group(1).isEmpty() ? length : length.negated()));
    }

    /**
     * A date or time in the form in which it is read here.
     *
     * @throws IllegalArgumentException if the key is none
     */
    static String text(KeyValue key) {
        if (key instanceof KeyValue.Day day) {
            return day.value().toString();
        } else if (key instanceof KeyValue.Moment moment) {
            return MOMENT_TEXT.format(moment.value());
        } else if (key instanceof KeyValue.Span span) {
            return text(span.value());
        }
        throw new IllegalArgumentException("no date or time: " + key);
    }

    private static String text(Duration span) {
        Duration length = span.abs();
        String whole = "%s%02d:%02d:%02d"
                .formatted(
                        span.isNegative() ? "-" : "", length.toHours(), length.toMinutesPart(), length.toSecondsPart());
        return length.toNanosPart() == 0 ? whole : whole + ".%09d".formatted(length.toNanosPart());
    }

    private static Optional<LocalDate> date(String text) {
        Matcher parts = DAY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> nanos(@Nullable String fraction, int kept) {
        if (fraction == null) {
            return Optional.of(0);
        }
        for (int i = kept; i < fraction.length(); i++) {
            if (fraction.charAt(i) != '0') {
                return Optional.empty();
            }
        }
        return Optional.of(Integer.parseInt((fraction + "000000000").substring(0, 9)));
    }
}
