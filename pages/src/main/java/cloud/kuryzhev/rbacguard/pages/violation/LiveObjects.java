package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.LiveRbac;
import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a violation is about as it stands now, each binding behind its role, as the viewer may read it.
 *
 * @param absent what could not be read, and why, a sentence each
 */
record LiveObjects(List<RbacObject> objects, List<String> absent) {

    /** Nothing was read. */
    static final LiveObjects NONE = new LiveObjects(List.of(), List.of());

    private static final int MOST = 20;
    private static final int FORBIDDEN = 403;

    static LiveObjects read(RBACViolationSpec spec, KubernetesClient client) {
        var reading = new Reading(client, new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
        names(spec).limit(MOST).forEach(reading::add);
        return new LiveObjects(List.copyOf(reading.objects), List.copyOf(reading.absent));
    }

    /** What the suggestion would replace; without one, the offending object itself. */
    private static Stream<ObjectKey> names(RBACViolationSpec spec) {
        var suggestion = spec.suggestion();
        List<ObjectKey> replaced = suggestion == null
                ? List.of()
                : Stream.concat(
                                suggestion.delete().stream().flatMap(it -> key(it.kind(), it.namespace(), it.name())),
                                suggestion.owned().stream().flatMap(it -> key(it.kind(), it.namespace(), it.name())))
                        .toList();
        return replaced.isEmpty()
                ? key(spec.sourceKind(), spec.sourceNamespace(), spec.sourceName())
                : replaced.stream();
    }

    private static Stream<ObjectKey> key(String kind, @Nullable String namespace, String name) {
        return Kind.named(kind).stream().map(it -> new ObjectKey(it, namespace == null ? "" : namespace, name));
    }

    private record Reading(
            KubernetesClient client, List<RbacObject> objects, List<String> absent, Set<ObjectKey> asked) {

        void add(ObjectKey key) {
            if (!asked.add(key)) {
                return;
            }
            try {
                Optional<RbacObject> found = Optional.ofNullable(
                                LiveRbac.resource(client, key).get())
                        .flatMap(RbacResources::toModel);
                found.ifPresentOrElse(this::add, () -> absent.add(key + " is gone."));
            } catch (KubernetesClientException e) {
                if (e.getCode() != FORBIDDEN) {
                    throw e;
                }
                absent.add("You may not read " + key + ".");
            }
        }

        private void add(RbacObject object) {
            if (object instanceof Binding binding) {
                add(binding.roleRef());
            }
            objects.add(object);
        }
    }
}
