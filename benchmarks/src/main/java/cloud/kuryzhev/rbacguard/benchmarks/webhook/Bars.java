package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What rbac-guard promises, and whether it was kept. */
record Bars(List<Bar> all) {

    /** One promise: {@code was} at most {@code limit}, both above nothing: a ratio below it says that the no-op's overhead drowned in noise. */
    record Bar(String what, double was, double limit, String unit) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %s | %.2f %s | %.2f | %s |", what, was, unit, limit, verdict());
        }

        private String verdict() {
            return Double.isFinite(was) && was > 0 ? was <= limit ? "met" : "not met" : "not measured: too much noise";
        }
    }

    static Bars of(Map<String, Measured> measured, Life life) {
        Measured guard = measured(measured, SideBySide.GUARD);
        Measured noop = measured(measured, SideBySide.NOOP);
        Measured nobody = measured(measured, SideBySide.NOBODY);
        return new Bars(List.of(
                new Bar(
                        "overhead over no webhook, p50, to the no-op's",
                        Medians.of(guard.overheadRatios(noop, nobody, Measured.Round::p50).stream()
                                .mapToDouble(it -> it)),
                        1.3,
                        "x"),
                new Bar(
                        "overhead over no webhook, p99, to the no-op's",
                        Medians.of(guard.overheadRatios(noop, nobody, Measured.Round::p99).stream()
                                .mapToDouble(it -> it)),
                        1.5,
                        "x"),
                new Bar("first request after ready", life.firstRequestMillis(), 20, "ms"),
                new Bar("ready after the process's start", life.readyMillis() / 1000, 2, "s"),
                new Bar("resident after " + life.requests() + " requests", life.residentAtEnd(), 150, "MB")));
    }

    private static Measured measured(Map<String, Measured> all, String name) {
        return java.util.Objects.requireNonNull(all.get(name), name);
    }
}
