package cloud.kuryzhev.rbacguard.benchmarks.core;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link CoreBenchmark} and {@link SynthesisBenchmark} with JMH's own command line, and says which bars are met. */
public final class CoreBars {

    private static final String ALLOCATED = "gc.alloc.rate.norm"; // bytes an operation
    private static final List<Bar> BARS = List.of(
            new Bar("evaluate", "bindings", 0, 30, Double.MAX_VALUE),
            new Bar("bytesToBytes", "bindings", 0, 150, 60_000),
            new Bar("evaluate", "bindings", 20_000, 60, Double.MAX_VALUE),
            new Bar("bytesToBytes", "bindings", 20_000, 300, 120_000),
            new Bar("synthesis", "permissions", 5_000, 20_000, Double.MAX_VALUE));

    private record Bar(String benchmark, String parameter, int value, double micros, double bytes) {

        boolean isOf(RunResult result) {
            return result.getParams().getBenchmark().endsWith("." + benchmark)
                    && Integer.toString(value).equals(result.getParams().getParam(parameter));
        }

        String line(RunResult result) {
            double took = result.getPrimaryResult().getScore();
            double allocated = Objects.requireNonNull(
                            result.getSecondaryResults().get(ALLOCATED))
                    .getScore();
            return String.format(
                    Locale.ROOT,
                    "| %s, %d %s | %.1f µs | %s | %.1f KB | %s | %s |",
                    benchmark,
                    value,
                    parameter,
                    took,
                    "≤ %.0f µs".formatted(micros),
                    allocated / 1000,
                    bytes == Double.MAX_VALUE ? "" : "≤ %.0f KB".formatted(bytes / 1000),
                    took <= micros && allocated <= bytes ? "met" : "not met");
        }
    }

    private CoreBars() {}

    /** Runs them all. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include(CoreBenchmark.class.getName())
                        .include(SynthesisBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        System.out.println("\n| | took | bar | allocated | bar | |\n|---|---|---|---|---|---|");
        for (Bar bar : BARS) {
            results.stream().filter(bar::isOf).forEach(result -> System.out.println(bar.line(result)));
        }
    }
}
