package dev.featurestore.bootstrap.compare;

import dev.featurestore.bootstrap.compare.Difference.Kind;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what differs, by kind and view. Thread-safe. */
final class Report {
    /** Of each kind and view. */
    private static final int EXAMPLES = 3;

    private final Map<Kind, Map<String, Found>> found = new EnumMap<>(Kind.class);
    private final List<Long> fromNanos = new ArrayList<>();
    private final List<Long> toNanos = new ArrayList<>();
    private int different;

    private static final class Found {
        private int requests;
        private final List<String> examples = new ArrayList<>();
    }

    synchronized void add(RecordedRequest request, Answer from, Answer to) {
        fromNanos.add(from.nanos());
        toNanos.add(to.nanos());
        List<Difference> differences = AnswerComparison.of(from, to);
        for (Kind kind : Kind.values()) {
            List<Difference> ofKind =
                    differences.stream().filter(each -> each.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                note(kind, request, ofKind.get(0));
            }
        }
        if (differences.stream().anyMatch(each -> each.kind().matters())) {
            different++;
        }
    }

    private void note(Kind kind, RecordedRequest request, Difference first) {
        Found of = found.computeIfAbsent(kind, ignored -> new TreeMap<>())
                .computeIfAbsent(request.view(), ignored -> new Found());
        of.requests++;
        if (of.examples.size() < EXAMPLES) {
            of.examples.add("line " + request.line() + (first.where().isEmpty() ? "" : ", " + first.where()) + ": "
                    + first.to() + " instead of " + first.from());
        }
    }

    /** Whether there is a difference that a client would notice. */
    synchronized boolean differs() {
        return different > 0;
    }

    synchronized void print(PrintStream out, String from, String to, long nanos) {
        out.printf(
                Locale.ROOT,
                "%d requests in %.1f s (%.0f/s to each server)%n",
                fromNanos.size(),
                nanos / 1e9,
                fromNanos.size() / (nanos / 1e9));
        printTimes(out, "from", from, fromNanos);
        printTimes(out, "to  ", to, toNanos);
        print(out, true, different == 0 ? "Nothing differs that matters." : different + " requests differ:");
        if (found.keySet().stream().anyMatch(kind -> !kind.matters())) {
            print(out, false, "Differences that do not matter to clients:");
        }
    }

    private static void printTimes(PrintStream out, String role, String url, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        out.printf(
                Locale.ROOT,
                "  %s %s: p50 %.1f ms, p99 %.1f ms%n",
                role,
                url,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private void print(PrintStream out, boolean matters, String title) {
        out.println(title);
        found.forEach((kind, byView) -> {
            if (kind.matters() == matters) {
                byView.forEach((view, of) -> {
                    out.println("  " + kind.words() + ", " + view + ": " + of.requests + " requests");
                    of.examples.forEach(example -> out.println("    " + example));
                });
            }
        });
    }
}
