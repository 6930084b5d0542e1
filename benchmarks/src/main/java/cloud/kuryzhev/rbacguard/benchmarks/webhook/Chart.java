package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** Latencies as bars. */
final class Chart {

    private Chart() {}

    static void write(Collection<Measured> all, Path svg) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(800)
                .height(450)
                .title("create ClusterRole?dryRun=All, one client")
                .yAxisTitle("ms")
                .build();
        var names = all.stream().map(Measured::name).toList();
        chart.addSeries(
                "p50",
                names,
                all.stream().map(it -> it.median(Measured.Round::p50)).toList());
        chart.addSeries(
                "p90",
                names,
                all.stream().map(it -> it.median(Measured.Round::p90)).toList());
        chart.addSeries(
                "p99",
                names,
                all.stream().map(it -> it.median(Measured.Round::p99)).toList());
        try {
            VectorGraphicsEncoder.saveVectorGraphic(
                    chart, svg.toString().replaceFirst("\\.svg$", ""), VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + svg, e);
        }
    }
}
