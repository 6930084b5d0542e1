package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.util.stream.DoubleStream;

/** The middle one of some numbers. */
final class Medians {

    private Medians() {}

    static double of(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
