package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;

/** One cell's place: a verb on a target. */
record Asked(String verb, Target target) {

    static Asked of(PolicyRule atom) {
        return new Asked(atom.verbs().getFirst(), Target.of(atom));
    }

    /** Whether it stands for more than one request. */
    boolean isWildcard() {
        return verb.contains(Verbs.ALL) || target.toString().contains(Verbs.ALL);
    }

    @Override
    public String toString() {
        return verb + " " + target;
    }
}
