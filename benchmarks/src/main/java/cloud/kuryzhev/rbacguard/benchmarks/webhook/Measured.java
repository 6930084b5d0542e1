package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one contender took.
 *
 * @param rounds one for each round
 */
record Measured(String name, List<Round> rounds) {

    /**
     * Latencies in milliseconds, of one client; requests per second, of one client and of sixteen.
     *
     * @param p50 the median, and so on
     */
    record Round(double p50, double p90, double p99, double max, double perSecond1, double perSecond16) {}

    /** The median over the rounds. */
    double median(ToDoubleFunction<Round> of) {
        return Medians.of(rounds.stream().mapToDouble(of));
    }

    /**
     * How many times the overhead over {@code nobody} that {@code other} has, in each round.
     *
     * @return infinite or negative where a round was too noisy for {@code other} to have any
     */
    List<Double> overheadRatios(Measured other, Measured nobody, ToDoubleFunction<Round> of) {
        return java.util.stream.IntStream.range(0, rounds.size())
                .mapToObj(i -> (of.applyAsDouble(rounds.get(i))
                                - of.applyAsDouble(nobody.rounds().get(i)))
                        / (of.applyAsDouble(other.rounds().get(i))
                                - of.applyAsDouble(nobody.rounds().get(i))))
                .toList();
    }
}
