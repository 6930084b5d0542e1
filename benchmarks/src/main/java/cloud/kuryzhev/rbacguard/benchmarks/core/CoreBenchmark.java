package cloud.kuryzhev.rbacguard.benchmarks.core;

import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewReader;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One request, from the model and from bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoreBenchmark {

    private static final String HASH = Policy.DEFAULT.hash();

    /** How many bindings the cluster has; with none nothing of it is known. */
    @Param({"0", "20000"})
    public int bindings;

    private byte[] body = Reviews.body();
    private Judgeable request = (Judgeable) AdmissionReviewReader.read(body);
    private RuleContext context = new RuleContext(Policy.DEFAULT, SyntheticCluster.of(0), Instant.EPOCH);

    /** Makes the cluster. */
    @Setup
    public void cluster() {
        context = new RuleContext(Policy.DEFAULT, SyntheticCluster.of(bindings), Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** A role of twelve rules by the default policy. */
    @Benchmark
    public Decision evaluate() {
        return PolicyEngine.evaluate(request.review(), context);
    }

    /** The same from the request's body to the answer's. */
    @Benchmark
    public byte[] bytesToBytes() {
        AdmissionRequest read = AdmissionReviewReader.read(body);
        return read instanceof Judgeable judgeable
                ? AdmissionReviewWriter.decided(read.uid(), PolicyEngine.evaluate(judgeable.review(), context), HASH)
                : AdmissionReviewWriter.failed(read.uid());
    }
}
