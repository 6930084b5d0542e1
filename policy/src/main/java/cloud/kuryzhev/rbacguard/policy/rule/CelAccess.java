package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** {@link Access} as a condition on a rule {@code r}, in CEL. */
final class CelAccess {

    /** Access that differs in its resource only. */
    private record Kind(List<String> verbs, String apiGroup, boolean onSubresources) {

        static Kind of(Access access) {
            return new Kind(access.verbs(), access.apiGroup(), access.resource().indexOf('/') >= 0);
        }

        String condition(List<String> resources) {
            return "(" + CelText.of(apiGroup) + " in r.apiGroups || \"*\" in r.apiGroups) && "
                    + anyOf("r.resources", orAll(resources.stream().flatMap(CelAccess::spellings))) + " && "
                    + anyOf("r.verbs", onSubresources ? orAll(verbs.stream()) : verbsByName());
        }

        private String verbsByName() {
            List<String> byName = verbs.stream()
                    .filter(verb -> !Access.NAMELESS.contains(verb))
                    .toList();
            String all = orAll(verbs.stream());
            return byName.equals(verbs)
                    ? all
                    : "(size(r.resourceNames) == 0 ? " + all + " : "
                            + (byName.isEmpty() ? "[]" : orAll(byName.stream())) + ")";
        }
    }

    private CelAccess() {}

    /** Whether {@code r} grants any of {@code accesses}, by name or by wildcard. */
    static String anyOf(List<Access> accesses) {
        return accesses.stream()
                .collect(groupingBy(Kind::of, LinkedHashMap::new, mapping(Access::resource, toList())))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().condition(entry.getValue()))
                .collect(joining(" || "));
    }

    /** Whether any item of {@code list} is in {@code wanted}. */
    static String anyOf(String list, String wanted) {
        return list + ".exists(x, x in " + wanted + ")";
    }

    /** A list of {@code items} and the wildcard. */
    static String orAll(Stream<String> items) {
        return CelText.of(Stream.concat(Stream.of(Verbs.ALL), items).distinct().toList());
    }

    private static Stream<String> spellings(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? Stream.of(resource) : Stream.of(resource, Verbs.ALL + resource.substring(slash));
    }
}
