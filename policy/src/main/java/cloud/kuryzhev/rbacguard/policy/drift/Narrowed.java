package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verbs that no log shows, where a rule names them and has a wildcard elsewhere: what they are for, in the API groups in use. */
final class Narrowed {

    private static final String CERTIFICATES = "certificates.k8s.io";
    private static final Map<String, String> GROUPS = Map.of(
            "bind", Kind.API_GROUP,
            "escalate", Kind.API_GROUP,
            "approve", CERTIFICATES,
            "sign", CERTIFICATES,
            "attest", CERTIFICATES);
    private static final String WHY =
            "no audit log shows it; granted with a wildcard, it is kept for the API group that its subjects use";

    private Narrowed() {}

    static SortedMap<Permission, String> of(Grant grant, Collection<OnResource> used) {
        Set<String> groups = used.stream().map(OnResource::apiGroup).collect(Collectors.toSet());
        var narrowed = new TreeMap<Permission, String>();
        grant.rules().stream()
                .flatMap(rule -> rule.verbs().stream())
                .filter(verb -> groups.contains(GROUPS.getOrDefault(verb, "*")))
                .flatMap(verb -> resources(verb)
                        .map(it -> new OnResource(
                                verb,
                                GROUPS.getOrDefault(verb, ""),
                                it,
                                "",
                                grant.binding().key().namespace())))
                .forEach(it -> narrowed.put(it, WHY));
        return narrowed;
    }

    private static Stream<String> resources(String verb) {
        return GROUPS.getOrDefault(verb, "").equals(CERTIFICATES)
                ? Stream.of("signers")
                : Stream.of("roles", "clusterroles");
    }
}
