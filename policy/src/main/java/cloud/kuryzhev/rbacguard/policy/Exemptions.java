package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Tells what is held against an object from what the policy excuses for a time. */
public final class Exemptions {

    private Exemptions() {}

    /** The two, in the order of the findings. */
    record Sorted(List<Finding> held, List<Exempted> exempted) {}

    /** @param widens whether the request grants something new; if not, what is excused where it stands is so here */
    static Sorted of(Review review, boolean widens, List<Finding> findings, RuleContext context) {
        return sorted(
                findings,
                context,
                (exemption, finding) -> exemption.excuses(finding, review, context.now())
                        || (!widens && exemption.excuses(finding, review.object(), context.now())));
    }

    static Sorted of(RbacObject stored, List<Finding> findings, RuleContext context) {
        return sorted(findings, context, (exemption, finding) -> exemption.excuses(finding, stored, context.now()));
    }

    /**
     * The indices of those that are in force and for which there is no use: nothing that stands in the cluster needs them. Those that name
     * a requester alone are left out, since what stands does not show who asked for it.
     *
     * @param objects all that stand in the cluster
     */
    public static List<Integer> unused(Collection<? extends RbacObject> objects, RuleContext context) {
        var uses = new ExemptionUses(context);
        objects.forEach(object -> uses.add(object, PolicyEngine.findings(object, context)));
        return uses.unused();
    }

    @FunctionalInterface
    private interface Excuse {
        boolean holds(Exemption exemption, Finding finding);
    }

    private static Sorted sorted(List<Finding> findings, RuleContext context, Excuse excuse) {
        List<Exemption> exemptions = context.policy().exemptions();
        if (exemptions.isEmpty()) {
            return new Sorted(findings, List.of());
        }
        var held = new ArrayList<Finding>();
        var exempted = new ArrayList<Exempted>();
        for (Finding finding : findings) {
            first(exemptions, exemption -> excuse.holds(exemption, finding))
                    .ifPresentOrElse(
                            i -> exempted.add(new Exempted(finding, i, exemptions.get(i))), () -> held.add(finding));
        }
        return new Sorted(held, exempted);
    }

    private static Optional<Integer> first(List<Exemption> exemptions, Predicate<Exemption> condition) {
        return IntStream.range(0, exemptions.size())
                .filter(i -> condition.test(exemptions.get(i)))
                .boxed()
                .findFirst();
    }
}
