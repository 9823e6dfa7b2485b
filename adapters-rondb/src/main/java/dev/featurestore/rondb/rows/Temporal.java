package dev.featurestore.rondb.rows;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Writes dates and times as the API shows them, with as many digits of the fraction as the column keeps. By hand: the
 * driver's own texts take thirty times as long and drop a fraction of zero.
 */
final class Temporal {
    private Temporal() {}

    static String day(LocalDate day) {
        return append(new StringBuilder(10), day).toString();
    }

    /** @param digits of the fraction, 0 to 6 */
    static String moment(LocalDateTime moment, int digits) {
        StringBuilder text = append(new StringBuilder(26), moment.toLocalDate()).append(' ');
        time(text, moment.getHour(), moment.getMinute(), moment.getSecond());
        return fraction(text, moment.getNano(), digits).toString();
    }

    /** @param digits of the fraction, 0 to 6 */
    static String span(Duration span, int digits) {
        Duration length = span.abs();
        StringBuilder text = new StringBuilder(17);
        if (span.isNegative()) {
            text.append('-');
        }
        time(text, (int) length.toHours(), length.toMinutesPart(), length.toSecondsPart());
        return fraction(text, length.toNanosPart(), digits).toString();
    }

    /**
     * A text of the driver's with as many digits of the fraction as the column keeps.
     *
     * @param digits of the fraction, 0 to 6
     */
    static String withFraction(String text, int digits) {
        if (digits == 0) {
            return text;
        }
        int point = text.indexOf('.');
        String fraction = point < 0 ? "" : text.substring(point + 1);
        return (point < 0 ? text : text.substring(0, point)) + "." + (fraction + "000000").substring(0, digits);
    }

    private static StringBuilder append(StringBuilder text, LocalDate day) {
        int year = day.getYear();
        two(text, year / 100);
        two(text, year % 100);
        two(text.append('-'), day.getMonthValue());
        return two(text.append('-'), day.getDayOfMonth());
    }

    private static void time(StringBuilder text, int hours, int minutes, int seconds) {
        two(text, hours);
        two(text.append(':'), minutes);
        two(text.append(':'), seconds);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        if (number < 10) {
            text.append('0');
        }
        return text.append(number);
    }

    private static StringBuilder fraction(StringBuilder text, int nanos, int digits) {
        if (digits == 0) {
            return text;
        }
        text.append('.');
        int unit = 100_000_000;
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + nanos / unit % 10));
            unit /= 10;
        }
        return text;
    }
}
