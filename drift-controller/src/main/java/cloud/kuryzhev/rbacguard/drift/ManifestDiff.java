package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a suggestion changes, as people read changes: a unified diff of live manifests and suggested ones. */
record ManifestDiff(Manifests manifests, RbacSnapshot snapshot) {

    private static final int CONTEXT = 3;

    /** Live objects that are shown: a role can be bound a thousand times. */
    private static final int OBJECTS = 50;

    private static final int LINES = 800;

    /** Null where nothing is suggested. */
    @Nullable
    String of(Suggestion suggestion, Room room) {
        return switch (suggestion) {
            case Suggestion.None _ -> null;
            case Suggestion.Replace replace -> diff(replace, room);
        };
    }

    private String diff(Suggestion.Replace replace, Room room) {
        List<String> before = lines(room.first(OBJECTS, "diff.objects", live(replace)));
        List<String> after = lines(room.first(OBJECTS, "diff.objects", suggested(replace)));
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "live", "suggested", before, DiffUtils.diff(before, after), CONTEXT);
        return String.join("\n", room.first(LINES, "diff.lines", diff)) + "\n";
    }

    private List<String> lines(List<RbacObject> objects) {
        return manifests.yaml(objects).lines().map(Room::cut).toList();
    }

    private static List<RbacObject> suggested(Suggestion.Replace replace) {
        return Stream.<RbacObject>concat(replace.roles().stream(), replace.bindings().stream())
                .toList();
    }

    /** What is replaced, each binding behind the role that it grants. */
    private List<RbacObject> live(Suggestion.Replace replace) {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        Stream.concat(replace.delete().stream(), replace.owned().stream().map(Suggestion.Owned::key))
                .forEach(key -> {
                    if (snapshot.objects().get(key) instanceof Binding binding) {
                        keys.add(binding.roleRef());
                    }
                    keys.add(key);
                });
        var live = new ArrayList<RbacObject>();
        keys.forEach(key -> {
            RbacObject object = snapshot.objects().get(key);
            if (object != null) {
                live.add(object);
            }
        });
        return live;
    }
}
