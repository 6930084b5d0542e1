package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.policy.access.OwnGroups;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The API server's own word. Every method throws {@link UnusableInput} if it cannot be had. */
public final class LiveCluster implements AutoCloseable {

    private static final long PAGE = 2_000;

    private final KubernetesClient client;

    private LiveCluster(KubernetesClient client) {
        this.client = client;
    }

    static LiveCluster of(Optional<Path> kubeconfig, Optional<String> context) {
        kubeconfig.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new UnusableInput("kubeconfig " + file + " cannot be read");
        });
        try {
            Config config = kubeconfig
                    .map(file -> Config.fromKubeconfig(context.orElse(null), file.toFile()))
                    .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
            config.setRequestRetryBackoffLimit(0);
            return new LiveCluster(
                    new KubernetesClientBuilder().withConfig(config).build());
        } catch (KubernetesClientException e) {
            throw new UnusableInput("the kubeconfig cannot be used: " + e.getMessage(), e);
        }
    }

    LiveViolations violations() {
        return new LiveViolations(client);
    }

    LiveApi api() {
        return new LiveApi(client);
    }

    /** Every role and binding. */
    public List<RbacObject> objects() {
        try {
            var rbac = client.rbac();
            var objects = new ArrayList<RbacObject>();
            addAll(rbac.clusterRoles(), objects);
            addAll(rbac.clusterRoleBindings(), objects);
            addAll(rbac.roles().inAnyNamespace(), objects);
            addAll(rbac.roleBindings().inAnyNamespace(), objects);
            return objects;
        } catch (KubernetesClientException e) {
            throw unreachable("list roles and bindings", e);
        }
    }

    /** Every service account; none if they may not be listed, or there are none. */
    public Set<Subject.ServiceAccount> accounts() {
        try {
            var accounts = new HashSet<Subject.ServiceAccount>();
            each(
                    client.serviceAccounts().inAnyNamespace(),
                    account -> accounts.add(new Subject.ServiceAccount(
                            account.getMetadata().getNamespace(),
                            account.getMetadata().getName())));
            return accounts;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Set.of();
            }
            throw unreachable("list service accounts", e);
        }
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>> void addAll(
            Listable<L> from, Collection<RbacObject> objects) {
        each(from, item -> RbacResources.toModel(item).ifPresent(objects::add));
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>> void each(
            Listable<L> from, Consumer<T> sink) {
        String next = "";
        do {
            L page = from.list(new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withContinue(next.isEmpty() ? null : next)
                    .build());
            page.getItems().forEach(sink);
            String more = page.getMetadata().getContinue();
            next = more == null ? "" : more;
        } while (!next.isEmpty());
    }

    /** Whether {@code subject} in {@code groups} may do {@code permission}, by a SubjectAccessReview. */
    public boolean allows(Subject subject, Collection<String> groups, Permission permission) {
        try {
            SubjectAccessReview answer =
                    client.resource(review(subject, groups, permission)).create();
            return answer.getStatus() != null && answer.getStatus().getAllowed();
        } catch (KubernetesClientException e) {
            throw unreachable("create subjectaccessreviews", e);
        }
    }

    private static SubjectAccessReview review(Subject subject, Collection<String> groups, Permission permission) {
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(subject instanceof Subject.Group ? null : subject.authenticatedName())
                .withGroups(Stream.concat(groups.stream(), ofItself(subject).stream())
                        .toList());
        return switch (permission) {
            case OnUrl(String verb, String path) ->
                review.withNewNonResourceAttributes(path, verb).endSpec().build();
            case OnResource on -> {
                String[] parts = on.resource().split("/", 2);
                yield review.withNewResourceAttributes()
                        .withVerb(on.verb())
                        .withGroup(on.apiGroup())
                        .withResource(parts[0])
                        .withSubresource(parts.length == 2 ? parts[1] : null)
                        .withName(on.name())
                        .withNamespace(on.namespace())
                        .endResourceAttributes()
                        .endSpec()
                        .build();
            }
        };
    }

    private static List<String> ofItself(Subject subject) {
        return subject instanceof Subject.Group(String name) ? List.of(name) : OwnGroups.of(subject);
    }

    private UnusableInput unreachable(String what, KubernetesClientException e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new UnusableInput("cannot " + what + " at " + client.getMasterUrl() + ": " + why, e);
    }

    @Override
    public void close() {
        client.close();
    }
}
