package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The join that data nodes run by themselves beside the join from constants, which waits for them once for each group:
 * on a cluster only, for 2, 3 and 8 groups, with 32 clients, which keep the machine busy, and with one.
 */
final class JoinShapes {
    private static final List<View> VIEWS = List.of(View.GROUPS.get(1), View.THREE, View.GROUPS.get(3));
    private static final List<Integer> CLIENTS = List.of(Variants.VECTORS, 1);

    private JoinShapes() {}

    static List<Variant> variants(Running running) throws Exception {
        ServerProcess server = running.server(Setup.USUAL);
        ServerProcess constants = running.server(Setup.CONSTANT_JOINS);
        List<Variant> variants = new ArrayList<>();
        for (View view : VIEWS) {
            List<Bodies.Sent> requests = Bodies.vectors(view);
            for (int clients : CLIENTS) {
                variants.add(Variant.posting(pushed(view, clients), clients, server.jvm(), server.vector(), requests));
                variants.add(Variant.posting(
                        constants(view, clients), clients, constants.jvm(), constants.vector(), requests));
            }
        }
        return variants;
    }

    static List<Finding> findings(Rounds rounds) {
        List<Finding> findings = new ArrayList<>();
        for (View view : VIEWS) {
            for (int clients : CLIENTS) {
                String pushed = pushed(view, clients);
                String constants = constants(view, clients);
                findings.add(Finding.plain(pushed + " / constants, rate", rounds.ratios(pushed, constants)));
                findings.add(Finding.plain(
                        pushed + " / constants, CPU time of all",
                        Rounds.paired(rounds.of(pushed, Sample::cpuMicros), rounds.of(constants, Sample::cpuMicros))));
                findings.add(Finding.plain(
                        pushed + ": round trip to a data node from which it answers sooner than constants, ms",
                        breakEven(rounds.samples().get(pushed), rounds.samples().get(constants))));
            }
        }
        return findings;
    }

    /**
     * By how much the pushed join's median latency is higher, for each wait that it saves: in milliseconds, of each
     * round. Below 0 it is lower anyway. Measured where data nodes are on the same machine, so that a wait has no round
     * trip to speak of.
     */
    static List<Double> breakEven(List<Sample> pushed, List<Sample> constants) {
        return IntStream.range(0, pushed.size())
                .mapToObj(round -> (pushed.get(round).p50()
                                - constants.get(round).p50())
                        / (constants.get(round).waits() - pushed.get(round).waits()))
                .toList();
    }

    private static String pushed(View view, int clients) {
        return name("pushed", view, clients);
    }

    private static String constants(View view, int clients) {
        return name("constants", view, clients);
    }

    private static String name(String shape, View view, int clients) {
        return shape + ": vector " + view.name() + ", " + clients + (clients == 1 ? " client" : " clients");
    }
}
