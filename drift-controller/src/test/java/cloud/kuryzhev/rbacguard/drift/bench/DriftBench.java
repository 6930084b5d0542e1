package cloud.kuryzhev.rbacguard.drift.bench;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prints how long the drift controller's cycles take in a cluster of 10,000 roles, 20,000 subjects and a million rows of usage, from 1,000 to
 * 50,000 bindings, and which bars are met. Arguments: a directory for the store and the logs, and the sizes, if not all.
 */
final class DriftBench {

    private static final List<Integer> SIZES = List.of(1_000, 10_000, 50_000);
    private static final String FILLED = "filled.db";
    private static final int CHANGES = 60;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ControlPlane plane;
    private final List<Integer> sizes;
    private final Path directory;
    private final User user;
    private final KubernetesClient admin;

    private DriftBench(ControlPlane plane, Path directory, List<Integer> sizes) {
        this.plane = plane;
        this.sizes = sizes;
        this.directory = directory;
        this.user = plane.serviceAccount("rbac-guard", "rbac-auditor");
        this.admin = plane.admin().client();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "drift");
        LargeUsage.fill(directory.resolve(FILLED));
        try (ControlPlane plane = ControlPlane.start()) {
            List<Integer> sizes =
                    Stream.of(arguments).skip(1).map(Integer::valueOf).toList();
            new DriftBench(plane, directory, sizes.isEmpty() ? SIZES : sizes).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        install();
        var cluster = new LargeCluster(admin);
        cluster.makeRoles();
        System.out.printf(
                "%n| bindings | violations | first cycle | later cycles | live heap |%n|---|---|---|---|---|%n");
        int made = 0;
        for (int size : sizes) {
            cluster.makeBindings(made, size);
            made = size;
            plane.admin().kubectl().run("delete", "rbacviolations", "-A", "--all");
            Files.copy(directory.resolve(FILLED), directory.resolve("usage-" + size + ".db"));
            try (Controller controller = Controller.start(plane, user, directory, size)) {
                controller.awaitCycles(1, LIMIT);
                double first = controller.seconds();
                settle(controller);
                double later = later(controller);
                System.out.printf(
                        "| %,d | %d | %.1f s | %.2f s | %d MB |%n",
                        size, violations(), first, later, controller.liveHeap());
                if (size == sizes.getLast()) {
                    verdict(controller, first, later);
                }
            }
        }
    }

    private void verdict(Controller controller, double first, double later) throws InterruptedException {
        long idle = writesWhileIdle(controller);
        double slowest = latency();
        System.out.printf("%n| at %,d bindings | | bar | |%n|---|---|---|---|%n", sizes.getLast());
        bar("first full cycle, s", first, 15);
        bar("later cycles, s", later, 3);
        bar("one change → RBACViolation, slowest of " + CHANGES + ", s", slowest, 2);
        bar("heap alive after a collection, MB", (double) controller.liveHeap(), Controller.HEAP);
        bar("API writes in 5 cycles with nothing changed", (double) idle, 0);
    }

    private static void bar(String what, double value, double bar) {
        System.out.printf("| %s | %.2f | ≤ %.0f | %s |%n", what, value, bar, value <= bar ? "met" : "not met");
    }

    private void install() throws InterruptedException {
        for (String file : List.of(
                "crds/rbacviolations.audit.kuryzhev.cloud.yaml",
                "crds/rbacusages.audit.kuryzhev.cloud.yaml",
                "templates/policy-reader-role.yaml",
                "templates/drift-rbac.yaml",
                "templates/backstop-rbac.yaml")) {
            try {
                String yaml = Files.readString(Path.of("chart", file))
                        .replaceAll(
                                "(?s)\\{\\{- if .*?\\{\\{- else }}|\\{\\{- end }}", "") // as with the chart's defaults
                        .replace("{{ .Release.Namespace }}", "rbac-guard");
                check(plane.admin().kubectl().runWith(yaml, "apply", "-f", "-").stderr());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static void check(String errors) {
        if (errors.contains("error")) {
            throw new IllegalStateException(errors);
        }
    }

    /** Until every RBACUsage is written, 200 a cycle, and no cycle follows by itself. */
    private static void settle(Controller controller) throws InterruptedException {
        long last = -1;
        while (controller.cycles() != last) {
            last = controller.cycles();
            Thread.sleep(12_000);
        }
    }

    /** Of cycles that a change wakes which changes nothing: another label of one service account. */
    private double later(Controller controller) throws InterruptedException {
        long cycles = controller.cycles();
        double seconds = controller.seconds();
        for (int i = 0; i < 5; i++) {
            wake(controller);
        }
        return (controller.seconds() - seconds) / (controller.cycles() - cycles);
    }

    private void wake(Controller controller) throws InterruptedException {
        long cycles = controller.cycles();
        admin.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("woken")
                        .addToLabels("at", String.valueOf(System.nanoTime()))
                        .endMetadata()
                        .build())
                .serverSideApply();
        controller.awaitCycles(cycles + 1, LIMIT);
    }

    private long writesWhileIdle(Controller controller) throws InterruptedException {
        usages();
        writes();
        later(controller); // what this benchmark itself does for the first time is news, and is written
        long before = -1;
        while (writes() != before) { // people are told of many violations little by little
            before = writes();
            Thread.sleep(30_000);
        }
        Set<RBACUsage> usages = usages();
        later(controller);
        usages().stream()
                .filter(it -> !usages.contains(it))
                .map(Serialization::asYaml)
                .forEach(it -> System.out.println("written while nothing changed: " + it));
        return writes() - before;
    }

    private Set<RBACUsage> usages() {
        return new LinkedHashSet<>(
                admin.resources(RBACUsage.class).inAnyNamespace().list().getItems());
    }

    /** Of what the controller writes, as the API server counts it. */
    private long writes() {
        return admin.raw("/metrics")
                .lines()
                .filter(line -> line.startsWith("apiserver_request_total{")
                        && line.matches(".*resource=\"(rbacviolations|rbacusages|events)\".*")
                        && line.matches(".*verb=\"(POST|PUT|PATCH|APPLY|DELETE)\".*"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** In seconds, from before the request to the RBACViolation's being there, looked for every 20 ms. */
    private double latency() throws InterruptedException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < CHANGES; i++) {
            String name = "change-" + i;
            long started = System.nanoTime();
            admin.resource(new ClusterRoleBindingBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                            .addNewSubject("rbac.authorization.k8s.io", "User", "jane", null)
                            .build())
                    .create();
            while (!isFiled(name)) {
                Thread.sleep(20);
            }
            times.add((System.nanoTime() - started) / 1e9);
        }
        times.sort(Double::compare);
        System.out.printf("%none change → RBACViolation: median %.2f s%n", times.get(times.size() / 2));
        return times.getLast();
    }

    private boolean isFiled(String name) {
        return admin.resources(RBACViolation.class).inNamespace("rbac-guard").list().getItems().stream()
                .anyMatch(it -> it.getSpec() != null
                        && it.getSpec().sourceName().equals(name)
                        && !it.getSpec().violatedRules().isEmpty());
    }

    private int violations() {
        return admin.resources(RBACViolation.class)
                .inAnyNamespace()
                .list()
                .getItems()
                .size();
    }
}
