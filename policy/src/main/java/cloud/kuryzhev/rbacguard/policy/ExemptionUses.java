package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Watches for exemptions that nothing needs, while object after object is judged. */
final class ExemptionUses {

    private final RuleContext context;
    private final List<Integer> unused;

    ExemptionUses(RuleContext context) {
        this.context = context;
        this.unused = new ArrayList<>(IntStream.range(0, exemptions().size())
                .filter(i -> context.now().isBefore(exemptions().get(i).until()))
                .filter(i -> exemptions().get(i).namesObjects())
                .boxed()
                .toList());
    }

    void add(RbacObject object, List<Finding> findings) {
        unused.removeIf(i ->
                findings.stream().anyMatch(finding -> exemptions().get(i).excuses(finding, object, context.now())));
    }

    /** By their index in the policy. */
    List<Integer> unused() {
        return List.copyOf(unused);
    }

    private List<Exemption> exemptions() {
        return context.policy().exemptions();
    }
}
