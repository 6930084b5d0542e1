package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.toUnmodifiableSet;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the resources on which verbs that stand in several rules add up to {@link Verbs#FULL}.
 *
 * <p>Not counted: rules with resourceNames (they grant the verbs on those objects only), verbs {@code *} (which need no sum) and
 * resources such as {@code pods/*} (they grant nothing).
 */
final class VerbSum {

    /** What one rule adds to the sum. */
    record Part(int index, Set<String> verbs, Set<String> apiGroups, Set<String> resources) {

        private static Part of(int index, PolicyRule rule) {
            return new Part(
                    index,
                    Verbs.FULL.stream()
                            .filter(Set.copyOf(rule.verbs())::contains)
                            .collect(toUnmodifiableSet()),
                    new LinkedHashSet<>(rule.apiGroups()),
                    new LinkedHashSet<>(rule.resources()));
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

    private VerbSum() {}

    /** Whether {@code rules} have any of the verbs. */
    static boolean isAnyIn(List<PolicyRule> rules) {
        return mask(rules) != 0;
    }

    /** Whether {@code rules} have all of the verbs, on whatever resources: where not, nothing adds up. */
    static boolean areAllIn(List<PolicyRule> rules) {
        return mask(rules) == (1 << Verbs.FULL.size()) - 1;
    }

    private static int mask(List<PolicyRule> rules) {
        int mask = 0;
        for (PolicyRule rule : rules) {
            for (String verb : rule.verbs()) {
                int index = Verbs.FULL.indexOf(verb);
                mask |= index < 0 ? 0 : 1 << index;
            }
        }
        return mask;
    }

    /** Where the sum of {@code rules} is full; the first six that are {@code wanted}. Each part's index is that of its rule. */
    static List<Full> of(List<PolicyRule> rules, Predicate<Full> wanted) {
        if (!areAllIn(rules)) {
            return List.of();
        }
        List<Part> parts = IntStream.range(0, rules.size())
                .filter(i -> rules.get(i).resourceNames().isEmpty())
                .mapToObj(i -> Part.of(i, rules.get(i)))
                .filter(part -> !part.verbs().isEmpty())
                .toList();
        return isFull(parts) ? full(parts, wanted) : List.of();
    }

    private static boolean isFull(List<Part> parts) {
        return parts.stream().flatMap(part -> part.verbs().stream()).distinct().count() == Verbs.FULL.size();
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
