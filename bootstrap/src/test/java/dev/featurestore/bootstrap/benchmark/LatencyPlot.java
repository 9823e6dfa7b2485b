package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Latency against offered load as SVG: a colour for each of those measured, a stroke for each percentile, latency on a
 * logarithmic axis. By hand, for plotting libraries measure text with fonts, which a server need not have.
 */
final class LatencyPlot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 520;
    private static final int LEFT = 80;
    private static final int RIGHT = 200;
    private static final int TOP = 50;
    private static final int BOTTOM = 70;

    private static final Map<String, String> COLOURS = Map.of("server", "#0b5cad", "minimal", "#c2570c");
    private static final List<Percentile> PERCENTILES = List.of(
            new Percentile("p50", "none", LatencyPoint::p50),
            new Percentile("p99", "8 4", LatencyPoint::p99),
            new Percentile("p99.9", "2 4", LatencyPoint::p999));

    private final List<LatencyPoint> points;
    private final double maxRate;
    private final double minMillis;
    private final double maxMillis;
    private final List<String> svg = new ArrayList<>();

    private record Percentile(String name, String dashes, ToDoubleFunction<LatencyPoint> of) {}

    private LatencyPlot(List<LatencyPoint> points) {
        this.points = points;
        double step = step(points.stream().mapToDouble(LatencyPoint::rate).max().orElse(1));
        maxRate = step
                * Math.ceil(
                        points.stream().mapToDouble(LatencyPoint::rate).max().orElse(1) / step);
        minMillis = power(points.stream().mapToDouble(LatencyPoint::p50).min().orElse(1), false);
        maxMillis = power(points.stream().mapToDouble(LatencyPoint::p999).max().orElse(1), true);
    }

    static String svg(List<LatencyPoint> points) {
        return new LatencyPlot(points).draw();
    }

    /** The power of ten next to a number: below it or above it. */
    static double power(double number, boolean above) {
        double exponent = Math.log10(Math.max(number, 0.001));
        return Math.pow(10, above ? Math.floor(exponent) + 1 : Math.floor(exponent));
    }

    /** A round distance of 1, 2 or 5 times a power of ten, of which 4 to 10 make up the number. */
    static double step(double number) {
        double power = Math.pow(10, Math.floor(Math.log10(number / 4)));
        double digit = number / 4 / power;
        return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    private String draw() {
        svg.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" width=\""
                + WIDTH + "\" height=\"" + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"13\">");
        svg.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        text(LEFT, 28, "start", "Latency of a single vector, counted from when the request was due");
        rates();
        latencies();
        COLOURS.keySet().stream().sorted(Comparator.reverseOrder()).forEach(this::lines);
        legend();
        svg.add("</svg>");
        return String.join("\n", svg) + "\n";
    }

    private void rates() {
        for (double rate = 0; rate <= maxRate; rate += step(maxRate)) {
            line(x(rate), TOP, x(rate), HEIGHT - BOTTOM, "#dddddd", "none", 1);
            text(x(rate), HEIGHT - BOTTOM + 20, "middle", String.format(Locale.ROOT, "%,.0f", rate));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 22, "middle", "offered load, requests/s");
    }

    private void latencies() {
        for (double power = minMillis; power <= maxMillis * 1.001; power *= 10) {
            line(LEFT, y(power), WIDTH - RIGHT, y(power), "#bbbbbb", "none", 1);
            text(LEFT - 8, y(power) + 4, "end", power < 1 ? Double.toString(power) : Long.toString(Math.round(power)));
            for (int digit = 2; digit < 10 && power < maxMillis * 0.999; digit++) {
                line(LEFT, y(digit * power), WIDTH - RIGHT, y(digit * power), "#eeeeee", "none", 1);
            }
        }
        double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
        svg.add(format(
                "<text x=\"24\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 24 %.1f)\">latency, ms</text>",
                middle, middle));
    }

    private void lines(String who) {
        for (Percentile percentile : PERCENTILES) {
            List<LatencyPoint> own =
                    points.stream().filter(point -> point.who().equals(who)).toList();
            String path = own.stream()
                    .map(point -> format(
                            "%.1f,%.1f", x(point.rate()), y(percentile.of().applyAsDouble(point))))
                    .collect(Collectors.joining(" "));
            svg.add("<polyline points=\"" + path + "\" fill=\"none\" stroke=\"" + COLOURS.get(who)
                    + "\" stroke-width=\"2\" stroke-dasharray=\"" + percentile.dashes() + "\"/>");
            for (LatencyPoint point : own) {
                svg.add(format(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                        x(point.rate()), y(percentile.of().applyAsDouble(point)), COLOURS.get(who)));
            }
        }
    }

    private void legend() {
        int y = TOP + 10;
        for (String who : List.of("server", "minimal")) {
            for (Percentile percentile : PERCENTILES) {
                int x = WIDTH - RIGHT + 20;
                line(x, y, x + 40, y, COLOURS.get(who), percentile.dashes(), 2);
                text(x + 50, y + 4, "start", who + ", " + percentile.name());
                y += 24;
            }
        }
    }

    private double x(double rate) {
        return LEFT + rate / maxRate * (WIDTH - LEFT - RIGHT);
    }

    private double y(double millis) {
        double share = Math.log10(millis / minMillis) / Math.log10(maxMillis / minMillis);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String dashes, int width) {
        svg.add(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"%s\""
                        + " stroke-width=\"%d\"/>",
                x1, y1, x2, y2, colour, dashes, width));
    }

    private void text(double x, double y, String anchor, String text) {
        svg.add(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text));
    }

    private static String format(String template, Object... arguments) {
        return String.format(Locale.ROOT, template, arguments);
    }
}
