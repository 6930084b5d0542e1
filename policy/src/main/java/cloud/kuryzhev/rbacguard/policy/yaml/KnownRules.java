package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The ids that a policy may name. */
final class KnownRules {

    private static final Set<String> CATALOGUE = catalogue();

    private final Set<String> ids = new TreeSet<>(CATALOGUE);

    private static Set<String> catalogue() {
        var ids = new TreeSet<String>();
        Rule.CATALOGUE.forEach(rule -> ids.add(rule.spec().id()));
        return ids;
    }

    /** Only those of the catalogue. */
    KnownRules() {}

    /** The catalogue and the operators' own. */
    KnownRules(Collection<String> custom) {
        ids.addAll(custom);
    }

    boolean contain(String id) {
        return ids.contains(id);
    }

    /** Why {@code id} is none of them. */
    String unknown(String id) {
        return "unknown rule \"" + id + "\"" + Nearest.expected(id, ids) + " an id of docs/rules"
                + (ids.size() > CATALOGUE.size() ? " or of custom" : "");
    }
}
