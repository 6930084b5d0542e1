package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.toUnmodifiableSet;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/*
 * full_verb_set_equivalent_to_wildcard
 *
 * Fields: the sum of rules[*] of Role and ClusterRole
 * Refused: get, list, watch, create, update, patch and delete together on one resource, in one rule or spread over several;
 *          deletecollection adds nothing to them: who may list and delete can delete a collection one by one
 * Not counted: rules with resourceNames (they grant the verbs on those objects only), verbs "*" (wildcard_verb tells them) and
 *              resources such as pods/* (they grant nothing)
 */
final class FullVerbSet implements Rule {

    /** What one rule adds to the sum. */
    private record Part(int index, Set<String> verbs, Set<String> apiGroups, Set<String> resources) {

        static Part of(int index, PolicyRule rule) {
            return new Part(
                    index,
                    Verbs.FULL.stream()
                            .filter(Set.copyOf(rule.verbs())::contains)
                            .collect(toUnmodifiableSet()),
                    new LinkedHashSet<>(rule.apiGroups()),
                    new LinkedHashSet<>(rule.resources()));
        }

        boolean isIn(String apiGroup) {
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
    private record Full(String apiGroup, String resource, List<Part> parts) {
        @Override
        public String toString() {
            return apiGroup.isEmpty() ? resource : resource + "." + apiGroup;
        }
    }

    @Override
    public RuleSpec spec() {
        return RuleSpec.denying(
                "full_verb_set_equivalent_to_wildcard",
                Severity.HIGH,
                "get, list, watch, create, update, patch and delete together are verb \"*\" spelled out",
                "leave out the verbs that are not needed; one that only reads needs get, list and watch");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        if (!(object instanceof Role role) || !TooLargeToJudge.isJudgeable(role)) {
            return Stream.empty();
        }
        List<Part> parts = IntStream.range(0, role.rules().size())
                .filter(i -> role.rules().get(i).resourceNames().isEmpty())
                .mapToObj(i -> Part.of(i, role.rules().get(i)))
                .filter(part -> !part.verbs().isEmpty())
                .toList();
        List<Full> full = isFull(parts) ? full(parts) : List.of();
        return full.isEmpty() ? Stream.empty() : Stream.of(match(full));
    }

    private static boolean isFull(List<Part> parts) {
        return parts.stream().flatMap(part -> part.verbs().stream()).distinct().count() == Verbs.FULL.size();
    }

    private static List<Full> full(List<Part> parts) {
        List<Resource> resources = distinct(parts, Part::resources)
                .filter(resource -> !resource.endsWith("/*"))
                .map(Resource::of)
                .toList();
        return distinct(parts, Part::apiGroups)
                .flatMap(apiGroup -> full(
                        apiGroup,
                        resources,
                        parts.stream().filter(part -> part.isIn(apiGroup)).toList()))
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

    private static Match match(List<Full> full) {
        return Match.at(
                Shown.of(full.getFirst().parts().stream()
                        .map(part -> "rules[" + part.index() + "].verbs")
                        .toList()),
                "its rules together grant " + String.join(", ", Verbs.FULL) + " on " + Shown.of(full)
                        + ", which is verb \"*\" spelled out");
    }
}
