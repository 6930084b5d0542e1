package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Drift;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code make corpus}: what three projects' service accounts really did in four minutes, against the roles that these projects ship;
 * ends with 1 where a suggestion would lose something, or grant something new.
 */
final class CorpusPairs {

    private static final String EVENTS = "audit/hkerma+kubernetes-event-dataset/events.reconstructed.jsonl.gz";
    private static final String ARGO = "rbac/argoproj+argo-cd/manifests/";
    private static final String PROMETHEUS = "rbac/prometheus-operator+kube-prometheus/manifests/";
    private static final String ROW = "%-60s %6s %6s %6s  %s%n";
    private static final DriftSettings ALL =
            new DriftSettings(Duration.ofMinutes(1), Set.of(Action.values()), Optional.empty());
    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "kube-prometheus-stack",
                    "my-kube-prometheus-stack-operator",
                    PROMETHEUS + "prometheusOperator-clusterRole.yaml"),
            new Pair(
                    "kube-prometheus-stack",
                    "my-kube-prometheus-stack-prometheus",
                    PROMETHEUS + "prometheus-clusterRole.yaml"),
            new Pair(
                    "kube-prometheus-stack",
                    "my-kube-prometheus-stack-kube-state-metrics",
                    PROMETHEUS + "kubeStateMetrics-clusterRole.yaml"),
            new Pair(
                    "prometheus",
                    "my-prometheus-kube-state-metrics",
                    "rbac/kubernetes+kube-state-metrics/examples/autosharding/cluster-role.yaml"),
            argo("application-controller"),
            argo("applicationset-controller"),
            argo("server"),
            new Pair("argo-cd", "argocd-server", ARGO + "base/server/argocd-server-role.yaml"),
            new Pair("argo-cd", "argocd-dex-server", ARGO + "base/dex/argocd-dex-server-role.yaml"),
            new Pair(
                    "argo-cd",
                    "argocd-applicationset-controller",
                    ARGO + "base/applicationset-controller/argocd-applicationset-controller-role.yaml"),
            new Pair(
                    "argo-cd",
                    "argocd-notifications-controller",
                    ARGO + "base/notification/argocd-notifications-controller-role.yaml"));

    private final Path corpus;
    private final Usage usage;
    private boolean proven = true;

    private record Pair(String namespace, String account, String role) {}

    private CorpusPairs(Path corpus, Usage usage) {
        this.corpus = corpus;
        this.usage = usage;
    }

    public static void main(String... arguments) throws IOException {
        var corpus = Path.of(arguments[0]);
        if (!Files.exists(corpus.resolve(EVENTS))) {
            System.out.println("no " + EVENTS + ": roles are not compared with what was used of them");
            return;
        }
        var pairs = new CorpusPairs(corpus, CorpusUsage.of(corpus.resolve(EVENTS)));
        System.out.printf(ROW, "SERVICE ACCOUNT", "RULES", "USED", "LEAST", "SUGGESTION");
        for (Pair pair : PAIRS) {
            pairs.compare(pair);
        }
        System.exit(pairs.proven ? 0 : 1);
    }

    private static Pair argo(String part) {
        return new Pair(
                "argo-cd", "argocd-" + part, ARGO + "cluster-rbac/" + part + "/argocd-" + part + "-clusterrole.yaml");
    }

    private void compare(Pair pair) throws IOException {
        Role role = role(pair);
        var account = new Subject.ServiceAccount(pair.namespace(), pair.account());
        Binding binding = binding(role, account);
        var snapshot = RbacSnapshot.of(List.of(role, binding));
        var policy = Policy.of(Set.of(), Set.of(role.key().name()), Set.of(pair.namespace()));
        Suggestion suggestion = Drift.between(snapshot, policy, usage.coverage().to(), usage, ALL).violations().stream()
                .filter(it -> it.source().equals(binding.key()))
                .findFirst()
                .orElseThrow()
                .suggestion();
        List<Permission> used = usage.of(account).used().keySet().stream()
                .filter(Permission::isExact)
                .filter(snapshot.grant(binding)::allows)
                .toList();
        String flaw = suggestion instanceof Replace replace ? flaw(replace, used, snapshot.grant(binding)) : "";
        proven &= flaw.isEmpty();
        System.out.printf(
                ROW,
                account.namespace() + "/" + account.name(),
                role.rules().size(),
                used.size(),
                suggestion instanceof Replace replace ? rules(replace) : "-",
                flaw + text(suggestion));
    }

    private Role role(Pair pair) throws IOException {
        try (InputStream in = Files.newInputStream(corpus.resolve(pair.role()))) {
            HasMetadata read = new KubernetesSerialization().unmarshal(in);
            var role = (Role)
                    RbacResources.toModel(inNamespace(read, pair.namespace())).orElseThrow();
            return new Role(role.key(), role.rules(), Metadata.createdAt(Instant.EPOCH));
        }
    }

    private static HasMetadata inNamespace(HasMetadata role, String namespace) {
        role.getMetadata().setNamespace(namespace);
        return role;
    }

    private static Binding binding(Role role, Subject subject) {
        boolean clusterWide = role.key().kind() == Kind.CLUSTER_ROLE;
        var key = new ObjectKey(
                clusterWide ? Kind.CLUSTER_ROLE_BINDING : Kind.ROLE_BINDING,
                role.key().namespace(),
                role.key().name());
        return new Binding(key, role.key(), List.of(subject), Metadata.createdAt(Instant.EPOCH));
    }

    /** Replayed once more, without the proof's own code. */
    private static String flaw(Replace replace, List<Permission> used, Grant today) {
        var objects = new ArrayList<RbacObject>(replace.roles());
        objects.addAll(replace.bindings());
        var suggested = RbacSnapshot.of(objects);
        List<Grant> grants = suggested.bindings().map(suggested::grant).toList();
        List<PolicyRule> rules =
                grants.stream().flatMap(it -> it.rules().stream()).toList();
        String lost = used.stream()
                .filter(it -> grants.stream().noneMatch(grant -> grant.allows(it)))
                .map(Permission::toString)
                .collect(joining(", "));
        return (lost.isEmpty() ? "" : "LOSES " + lost + "; ")
                + (Covers.covers(today.rules(), rules) ? "" : "GRANTS MORE; ");
    }

    private static int rules(Replace replace) {
        return replace.roles().stream().mapToInt(it -> it.rules().size()).sum();
    }

    private static String text(Suggestion suggestion) {
        return switch (suggestion) {
            case Replace replace ->
                Stream.concat(
                                replace.roles().stream().map(it -> it.key().toString()),
                                Stream.of(replace.unobservable().size() + " unobservable"))
                        .collect(joining(", "));
            case Suggestion.None none -> "none: " + none.reason();
        };
    }
}
