package cloud.kuryzhev.rbacguard.drift.changes;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Objects as lines of text, and what differs between two. */
final class Texts {

    private static final Manifests MANIFESTS = new Manifests();
    private static final int CONTEXT = 3;
    private static final int LINES = 200;
    private static final int LINE = 300;
    private static final int DIFF = 8_000;

    private Texts() {}

    /** The manifest, and what of its labels and annotations is kept; nothing of an object that is not there. */
    static List<String> of(Optional<RbacObject> object) {
        return object.map(Texts::lines).orElse(List.of());
    }

    private static List<String> lines(RbacObject object) {
        Metadata metadata =
                switch (object) {
                    case Role role -> role.metadata();
                    case Binding binding -> binding.metadata();
                };
        Stream<String> aggregation = object instanceof Role role
                ? role.aggregates().stream().map(it -> "# aggregates: " + it)
                : Stream.empty();
        return Stream.of(
                        MANIFESTS.yaml(List.of(object)).lines(),
                        named("# label ", metadata.labels()),
                        named("# annotation ", metadata.annotations()),
                        aggregation)
                .flatMap(it -> it)
                .map(line -> line.length() > LINE ? line.substring(0, LINE - 1) + "…" : line)
                .toList();
    }

    private static Stream<String> named(String what, SortedMap<String, String> values) {
        return values.entrySet().stream().map(it -> what + it.getKey() + ": " + it.getValue());
    }

    static String diff(Delta delta) {
        List<String> before = of(delta.before());
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "before", "after", before, DiffUtils.diff(before, of(delta.after())), CONTEXT);
        String text = String.join("\n", diff.stream().limit(LINES).toList()) + (diff.size() > LINES ? "\n…\n" : "\n");
        return text.length() > DIFF ? text.substring(0, DIFF) + "…\n" : text;
    }
}
