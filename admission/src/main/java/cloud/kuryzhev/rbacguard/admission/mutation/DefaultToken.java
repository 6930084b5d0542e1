package cloud.kuryzhev.rbacguard.admission.mutation;

import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.AddFlag;
import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.Operation;
import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.Remove;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.Container;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.Mount;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.Volume;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whoever did not ask for a token of service account {@code default} gets none. The API server's own ServiceAccount plugin runs before
 * any webhook and has mounted the token by then (k8s.io/kubernetes/pkg/kubeapiserver/options/plugins.go,
 * plugin/pkg/admission/serviceaccount/admission.go), so what it added is taken out again: the volume {@code kube-api-access-…} and its
 * mounts. A pod that uses the volume in another way has asked for it, and is left alone.
 */
final class DefaultToken {

    private static final String DEFAULT = "default";
    private static final String FIELD = "automountServiceAccountToken";
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String VOLUME_PREFIX = "kube-api-access-";
    private static final List<String> VOLUME_SOURCES = List.of("serviceAccountToken", "configMap", "downwardAPI");
    private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    private DefaultToken() {}

    static Mutation ofServiceAccount(Change change) {
        ObjectFacts account = change.object().orElseThrow();
        return account.name().equals(DEFAULT) && account.automountToken().isEmpty() && !inTheControlPlane(change)
                ? Mutation.Patched.by(List.of(new AddFlag(List.of(FIELD), false)))
                : Mutation.Patched.NOT_AT_ALL;
    }

    static Mutation ofPod(Change change) {
        ObjectFacts pod = change.object().orElseThrow();
        if (change.oldObject().isPresent()
                || !Set.of("", DEFAULT).contains(pod.pod().serviceAccount())
                || pod.automountToken().isPresent()
                || pod.annotation(MIRROR).isPresent() // the kubelet's own account of a static pod
                || inTheControlPlane(change)) {
            return Mutation.Patched.NOT_AT_ALL;
        }
        List<Volume> tokens =
                pod.pod().volumes().stream().filter(DefaultToken::isToken).toList();
        return tokens.stream().allMatch(token -> isOnlyMountedAsUsual(token, pod.pod()))
                ? Mutation.Patched.by(without(tokens, pod.pod()))
                : Mutation.Patched.NOT_AT_ALL;
    }

    private static boolean inTheControlPlane(Change change) {
        return change.target().namespace().equals("kube-system");
    }

    private static boolean isToken(Volume volume) {
        return volume.name().startsWith(VOLUME_PREFIX) && volume.sources().equals(VOLUME_SOURCES);
    }

    private static boolean isOnlyMountedAsUsual(Volume token, ObjectFacts.PodFacts pod) {
        return pod.containers().stream()
                .flatMap(container -> container.mounts().stream())
                .filter(mount -> mount.volume().equals(token.name()))
                .allMatch(mount -> mount.path().equals(MOUNT_PATH));
    }

    /** From the last to the first of each list, since a removal moves what is behind it. */
    private static List<Operation> without(List<Volume> tokens, ObjectFacts.PodFacts pod) {
        List<String> names = tokens.stream().map(Volume::name).toList();
        var operations = new ArrayList<Operation>();
        for (Container container : pod.containers()) {
            List<String> mounted =
                    container.mounts().stream().map(Mount::volume).toList();
            remove(
                    mounted,
                    names,
                    List.of("spec", container.list(), String.valueOf(container.index()), "volumeMounts"),
                    operations);
        }
        remove(pod.volumes().stream().map(Volume::name).toList(), names, List.of("spec", "volumes"), operations);
        operations.add(new AddFlag(List.of("spec", FIELD), false));
        return operations;
    }

    private static void remove(List<String> from, List<String> names, List<String> list, List<Operation> operations) {
        for (int index = from.size() - 1; index >= 0; index--) {
            if (names.contains(from.get(index))) {
                var path = new ArrayList<>(list);
                path.add(String.valueOf(index));
                operations.add(new Remove(path));
            }
        }
    }
}
