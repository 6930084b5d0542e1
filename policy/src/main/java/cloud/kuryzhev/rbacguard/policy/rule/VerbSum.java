package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the resources on which verbs that stand in several rules add up to {@link Verbs#FULL}.
 *
 * <p>Not counted: rules with resourceNames (they grant the verbs on those objects only), verbs {@code *} (which need no sum) and
 * resources such as {@code pods/*} (they grant nothing).
 */
final class VerbSum {

    /**
     * What one rule adds to the sum.
     *
     * @param mask a bit for each of {@link Verbs#FULL} that it has
     */
    record Part(int index, int mask, Collection<String> apiGroups, Collection<String> resources) {

        private static Part of(int index, PolicyRule rule) {
            return new Part(index, VerbSum.mask(rule), searchable(rule.apiGroups()), searchable(rule.resources()));
        }

        /** A few are found faster in the list that there is than in a set that has to be made. */
        private static Collection<String> searchable(List<String> names) {
            return names.size() <= FEW ? names : new LinkedHashSet<>(names);
        }

        private boolean isIn(String apiGroup) {
            return apiGroups.contains(Verbs.ALL) || apiGroups.contains(apiGroup);
        }
    }

    /** A resource and the spellings by which rules reach it. */
    private record Resource(String name, List<String> spellings) {

        static Resource of(String name) {
            int slash = name.indexOf('/');
            return new Resource(name, slash < 0 ? List.of("*", name) : List.of("*", name, "*" + name.substring(slash)));
        }

        boolean isIn(Part part) {
            return !Collections.disjoint(part.resources(), spellings);
        }
    }

    /** Where the sum is full, and the parts of it. */
    record Full(String apiGroup, String resource, List<Part> parts) {
        @Override
        public String toString() {
            return apiGroup.isEmpty() ? resource : resource + "." + apiGroup;
        }

        /** Whether the sum would not be full of those parts alone. */
        boolean needsMoreThan(Predicate<Part> some) {
            return !isFull(parts.stream().filter(some).toList());
        }
    }

    private static final int FEW = 8;
    private static final int ALL = (1 << Verbs.FULL.size()) - 1;

    private VerbSum() {}

    /** Whether {@code rules} have any of the verbs. */
    static boolean isAnyIn(List<PolicyRule> rules) {
        return mask(rules) != 0;
    }

    /** Whether what is given and the {@code counted} roles that are held have all of the verbs, on whatever resources. */
    static boolean canBeFull(Holding holding, Cluster cluster, Predicate<Role> counted) {
        int mask = mask(holding.given());
        for (ObjectKey key : holding.others()) {
            mask |= cluster.role(key)
                    .filter(counted)
                    .map(role -> mask(role.rules()))
                    .orElse(0);
        }
        return mask == ALL;
    }

    private static int mask(List<PolicyRule> rules) {
        int mask = 0;
        for (PolicyRule rule : rules) {
            mask |= mask(rule);
        }
        return mask;
    }

    private static int mask(PolicyRule rule) {
        int mask = 0;
        for (String verb : rule.verbs()) {
            int index = Verbs.FULL.indexOf(verb);
            mask |= index < 0 ? 0 : 1 << index;
        }
        return mask;
    }

    /** Where the sum of {@code rules} is full; the first six that are {@code wanted}. Each part's index is that of its rule. */
    static List<Full> of(List<PolicyRule> rules, Predicate<Full> wanted) {
        if (mask(rules) != ALL) {
            return List.of();
        }
        List<Part> parts = parts(rules);
        List<String> groups = fullGroups(parts);
        return groups.isEmpty() ? List.of() : full(groups, parts, wanted);
    }

    private static List<Part> parts(List<PolicyRule> rules) {
        List<Part> parts = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            PolicyRule rule = rules.get(i);
            if (rule.resourceNames().isEmpty() && mask(rule) != 0) {
                parts.add(Part.of(i, rule));
            }
        }
        return parts;
    }

    /** Where all verbs stand, though on whatever resources: mostly nowhere, which is to be seen at little cost. */
    private static List<String> fullGroups(List<Part> parts) {
        List<String> full = new ArrayList<>();
        var seen = new HashSet<String>();
        for (Part part : parts) {
            for (String group : part.apiGroups()) {
                if (seen.add(group) && maskOf(parts, it -> it.isIn(group)) == ALL) {
                    full.add(group);
                }
            }
        }
        return full;
    }

    private static boolean isFull(List<Part> parts) {
        return maskOf(parts, _ -> true) == ALL;
    }

    private static int maskOf(List<Part> parts, Predicate<Part> some) {
        int mask = 0;
        for (Part part : parts) {
            if ((mask | part.mask()) != mask && some.test(part)) {
                mask |= part.mask();
            }
        }
        return mask;
    }

    private static List<Full> full(List<String> groups, List<Part> parts, Predicate<Full> wanted) {
        List<Resource> resources = parts.stream()
                .flatMap(part -> part.resources().stream())
                .distinct()
                .filter(resource -> !resource.endsWith("/*"))
                .map(Resource::of)
                .toList();
        return groups.stream()
                .flatMap(group -> full(
                        group,
                        resources,
                        parts.stream().filter(part -> part.isIn(group)).toList()))
                .filter(wanted)
                .limit(Shown.AT_MOST + 1)
                .toList();
    }

    private static Stream<Full> full(String apiGroup, List<Resource> resources, List<Part> parts) {
        return resources.stream()
                .filter(resource -> maskOf(parts, resource::isIn) == ALL)
                .map(resource -> new Full(
                        apiGroup,
                        resource.name(),
                        parts.stream().filter(resource::isIn).toList()));
    }
}
