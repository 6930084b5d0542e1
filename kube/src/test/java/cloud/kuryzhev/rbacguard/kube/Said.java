package cloud.kuryzhev.rbacguard.kube;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unused;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Verdict;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.drift.Violation;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the verdicts of one violation say about single requests. */
final class Said {

    private final Map<String, Verdict> verdicts;
    private final Set<String> inferred;

    Said(Violation violation) {
        verdicts =
                violation.verdicts().stream().collect(toMap(PermissionVerdict::permission, PermissionVerdict::verdict));
        inferred = violation.suggestion() instanceof Replace replace
                ? replace.explanation().inferred().stream()
                        .map(Permission::toString)
                        .collect(toSet())
                : Set.of();
    }

    /** Whether every verdict on {@code asked} and on what it falls under is "unused", and it is not kept because of another. */
    boolean isUnused(Permission asked) {
        List<String> forms = forms(asked).map(Permission::toString).toList();
        List<Verdict> said =
                forms.stream().map(verdicts::get).filter(Objects::nonNull).toList();
        return !said.isEmpty()
                && said.stream().allMatch(Unused.class::isInstance)
                && forms.stream().noneMatch(inferred::contains);
    }

    private static Stream<? extends Permission> forms(Permission asked) {
        return switch (asked) {
            case OnUrl it ->
                Stream.concat(
                        Stream.of(it),
                        IntStream.range(0, it.path().length())
                                .mapToObj(end -> new OnUrl(it.verb(), it.path().substring(0, end) + "*")));
            case OnResource it ->
                Stream.of(it.verb(), "*").flatMap(verb -> Stream.of(it.apiGroup(), "*")
                        .flatMap(group -> resources(it.resource()).flatMap(resource -> Stream.of(it.name(), "")
                                .flatMap(name -> Stream.of(it.namespace(), "")
                                        .map(place -> new OnResource(verb, group, resource, name, place))))));
        };
    }

    private static Stream<String> resources(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? Stream.of(resource, "*") : Stream.of(resource, "*", "*" + resource.substring(slash));
    }
}
