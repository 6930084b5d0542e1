package cloud.kuryzhev.rbacguard.cli.admit;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.PolicyOption;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.manifest.Loaded;
import cloud.kuryzhev.rbacguard.cli.manifest.ManifestFiles;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewReader;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.yaml.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rbac-guard admit}. */
@Command(name = "admit", description = "Answer one AdmissionReview as the admission service would.")
public final class AdmitCommand implements Callable<Integer> {

    /** As long as the API server's own longest object, and then some. */
    private static final int MAX_BYTES = 8 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "REVIEW",
            description = "The AdmissionReview in JSON; - is standard input.")
    private String file = "";

    @Option(
            names = "--state",
            paramLabel = "PATH",
            description =
                    "Manifests of everything else that stands in the cluster, but for what Kubernetes ships; without it, nothing is known of the cluster.")
    private List<String> state = List.of();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Loaded loaded = new ManifestFiles(console.in()).read(state);
        console.tell(loaded.problems());
        Cluster cluster = state.isEmpty()
                ? Cluster.UNKNOWN
                : State.allBesideShipped(loaded).cluster();
        var context =
                new RuleContext(policy.policy(), cluster, Clock.systemUTC().instant());
        AdmissionRequest request = AdmissionReviewReader.read(bytes(console));
        console.out().println(new String(answer(request, context), StandardCharsets.UTF_8));
        boolean usable = loaded.problems().isEmpty() && !(request instanceof AdmissionRequest.Unreadable);
        return usable ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private static byte[] answer(AdmissionRequest request, RuleContext context) {
        return switch (request) {
            case AdmissionRequest.Judgeable(String uid, Review review) ->
                decided(uid, PolicyEngine.evaluate(review, context), context);
            case AdmissionRequest.Revoking revoking ->
                revoking.object()
                        .map(key -> PolicyEngine.evaluateDeletion(revoking.requester(), key, context.policy()))
                        .map(decision -> decided(revoking.uid(), decision, context))
                        .orElseGet(() -> AdmissionReviewWriter.allowed(revoking.uid()));
            case AdmissionRequest.PolicyEdit edit ->
                switch (PolicyReader.read(edit.yaml().orElse(""), context.now())) {
                    case PolicyReading.Usable _ -> AdmissionReviewWriter.allowed(edit.uid());
                    case PolicyReading.Unusable unusable ->
                        AdmissionReviewWriter.invalid(edit.uid(), unusable.message());
                };
            case AdmissionRequest.Unreadable(String uid, String reason) ->
                AdmissionReviewWriter.unreadable(uid, reason);
        };
    }

    private static byte[] decided(String uid, Decision decision, RuleContext context) {
        return AdmissionReviewWriter.decided(uid, decision, context.policy().hash());
    }

    private byte[] bytes(Console console) {
        try (InputStream in = file.equals(ManifestFiles.STDIN) ? console.in() : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableInput(
                        file + " is longer than " + (MAX_BYTES >> 20) + " MiB: no API server sends that");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
