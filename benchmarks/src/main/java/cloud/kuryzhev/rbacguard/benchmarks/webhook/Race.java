package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** All contenders in turns: one request each, so that what disturbs the machine disturbs them alike. */
final class Race {

    private static final int CLIENTS = 16;

    private final Creations creations;
    private final List<Contender> contenders;
    private final int requests;

    Race(Creations creations, List<Contender> contenders, int requests) {
        this.creations = creations;
        this.contenders = contenders;
        this.requests = requests;
    }

    /** One round to warm up, and then {@code rounds} that count. */
    Map<String, Measured> run(int rounds) throws Exception {
        Map<String, List<Measured.Round>> all = new LinkedHashMap<>();
        round();
        for (int i = 1; i <= rounds; i++) {
            System.err.println("rbac-guard: round " + i + " of " + rounds);
            round().forEach((name, round) ->
                    all.computeIfAbsent(name, _ -> new ArrayList<>()).add(round));
        }
        var measured = new LinkedHashMap<String, Measured>();
        all.forEach((name, its) -> measured.put(name, new Measured(name, its)));
        return measured;
    }

    private Map<String, Measured.Round> round() throws Exception {
        Map<String, Histogram> took = new LinkedHashMap<>();
        contenders.forEach(it -> took.put(it.name(), new Histogram(3)));
        for (int i = 0; i < requests; i++) {
            for (Contender contender : contenders) {
                took.computeIfAbsent(contender.name(), _ -> new Histogram(3)).recordValue(creations.nanos(contender));
            }
        }
        var round = new LinkedHashMap<String, Measured.Round>();
        for (Contender contender : contenders) {
            double parallel = creations.perSecond(contender, CLIENTS, requests * 2);
            round.put(contender.name(), of(took.getOrDefault(contender.name(), new Histogram(3)), parallel));
        }
        return round;
    }

    private static Measured.Round of(Histogram nanos, double parallel) {
        return new Measured.Round(
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(90) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6,
                1e9 / nanos.getMean(),
                parallel);
    }
}
