package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
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
     * @param verbs a bit for each of {@link Verbs#FULL}
     */
    record Part(int index, int verbs, Collection<String> apiGroups, Collection<String> resources) {

        private static Part of(int index, PolicyRule rule, int verbs) {
            return new Part(index, verbs, searchable(rule.apiGroups()), searchable(rule.resources()));
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

    /** Where the sum of {@code rules} is full; the first six that are {@code wanted}. Each part's index is that of its rule. */
    static List<Full> of(List<PolicyRule> rules, Predicate<Full> wanted) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < rules.size(); i++) {
            int verbs = rules.get(i).resourceNames().isEmpty() ? bits(rules.get(i).verbs()) : 0;
            if (verbs != 0) {
                parts.add(Part.of(i, rules.get(i), verbs));
            }
        }
        return isFull(parts) ? full(parts, wanted) : List.of();
    }

    private static int bits(List<String> verbs) {
        int bits = 0;
        for (String verb : verbs) {
            int index = Verbs.FULL.indexOf(verb);
            bits |= index < 0 ? 0 : 1 << index;
        }
        return bits;
    }

    private static boolean isFull(List<Part> parts) {
        int bits = 0;
        for (Part part : parts) {
            bits |= part.verbs();
        }
        return bits == ALL;
    }

    private static List<Full> full(List<Part> parts, Predicate<Full> wanted) {
        List<Resource> resources = distinct(parts, Part::resources)
                .filter(resource -> !resource.endsWith("/*"))
                .map(Resource::of)
                .toList();
        return distinct(parts, Part::apiGroups)
                .flatMap(apiGroup -> full(
                        apiGroup,
                        resources,
                        parts.stream().filter(part -> part.isIn(apiGroup)).toList()))
                .filter(wanted)
                .limit(Shown.AT_MOST + 1)
                .toList();
    }

    private static Stream<Full> full(String apiGroup, List<Resource> resources, List<Part> parts) {
        if (!isFull(parts)) {
            return Stream.empty();
        }
        return resources.stream()
                .map(resource -> new Full(
                        apiGroup,
                        resource.name(),
                        parts.stream().filter(resource::isIn).toList()))
                .filter(full -> isFull(full.parts()));
    }

    private static Stream<String> distinct(List<Part> parts, Function<Part, Collection<String>> of) {
        return parts.stream().map(of).flatMap(Collection::stream).distinct();
    }
}
