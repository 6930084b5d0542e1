package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What another policy would do to the cluster as it stands.
 *
 * @param known whether it is known what stands there
 * @param judged how many objects were compared
 * @param whole whether those are all
 * @param newlyDenied what would be denied if it were asked for now, and was not before, in the order of the keys
 * @param noLongerDenied the reverse
 * @param unused the exemptions that nothing needs, by their index; empty unless everything was compared
 */
public record Preview(
        boolean known,
        int judged,
        boolean whole,
        List<ObjectKey> newlyDenied,
        List<ObjectKey> noLongerDenied,
        List<Integer> unused) {

    private static final int MOST_JUDGED = 20_000;
    private static final int MOST_NAMED = 5;

    public Preview {
        newlyDenied = List.copyOf(newlyDenied);
        noLongerDenied = List.copyOf(noLongerDenied);
        unused = List.copyOf(unused);
    }

    /**
     * Judges what stands in {@code cluster} by both policies, of very many objects the first.
     *
     * @param timeLeft asked before each object; once false, the rest is left out
     */
    public static Preview of(Policy old, Policy next, Cluster cluster, Instant now, BooleanSupplier timeLeft) {
        if (!cluster.isKnown()) {
            return new Preview(false, 0, false, List.of(), List.of(), List.of());
        }
        var before = new RuleContext(old, cluster, now);
        var after = new RuleContext(next, cluster, now);
        var uses = new ExemptionUses(after);
        var newly = new ArrayList<ObjectKey>();
        var noLonger = new ArrayList<ObjectKey>();
        List<RbacObject> objects = cluster.objects().toList();
        int judged = 0;
        while (judged < objects.size() && judged < MOST_JUDGED && timeLeft.getAsBoolean()) {
            RbacObject object = objects.get(judged++);
            List<Finding> findings = PolicyEngine.findings(object, after);
            uses.add(object, findings);
            boolean was = old.mode() == Mode.ENFORCE
                    && !PolicyEngine.refusals(object, before).isEmpty();
            boolean will = next.mode() == Mode.ENFORCE && PolicyEngine.refuses(object, findings, after);
            if (was != will) {
                (will ? newly : noLonger).add(object.key());
            }
        }
        Collections.sort(newly);
        Collections.sort(noLonger);
        boolean whole = judged == objects.size();
        return new Preview(true, judged, whole, newly, noLonger, whole ? uses.unused() : List.of());
    }

    /** For whoever makes the change: a few short lines. */
    public List<String> lines() {
        if (!known) {
            return List.of(
                    "what this policy would deny is not known: the cluster's roles and bindings were not read yet");
        }
        String all = whole ? "all " + judged : "the first " + judged;
        return Stream.concat(
                        Stream.of(
                                count(newlyDenied, "would newly be denied"),
                                count(noLongerDenied, "would no longer be denied"),
                                "compared with the policy in force, for " + all + " roles and bindings that stand now"),
                        unused.stream().map(i -> "exemptions[" + i + "] is unused: nothing that stands needs it"))
                .toList();
    }

    private static String count(List<ObjectKey> keys, String what) {
        String objects = keys.size() == 1 ? "1 object " : keys.size() + " objects ";
        String names = keys.stream().limit(MOST_NAMED).map(ObjectKey::toString).collect(Collectors.joining(", "));
        return objects + what + (keys.isEmpty() ? "" : ": " + names) + (keys.size() > MOST_NAMED ? ", …" : "");
    }
}
