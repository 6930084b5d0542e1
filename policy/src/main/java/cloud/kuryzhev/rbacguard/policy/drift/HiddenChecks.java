package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Creations.Created;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the API server must have checked while it did what subjects were seen to do, and no log tells.
 *
 * @param rolesAreWritten whether they hand out rules that they must hold, and neither bind nor escalate makes up for it
 * @param paramsAreRead whether they write admission policies, which takes get on the policies' params
 * @param beneath permissions that may have been checked, each with why; a wildcard is narrowed to them
 * @param lost why there may have been more that nobody can tell any more
 */
record HiddenChecks(
        boolean rolesAreWritten, boolean paramsAreRead, SortedMap<Permission, String> beneath, List<String> lost) {

    /** Nothing. */
    static final HiddenChecks NONE = new HiddenChecks(false, false, Collections.emptySortedMap(), List.of());

    private static final Set<String> WRITES = Set.of("create", "update", "patch");
    private static final Set<String> SEES_OWNERS = Set.of("watch", "update", "patch");
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Set<String> ROLES = Set.of("roles", "clusterroles");
    private static final Set<String> BINDINGS = Set.of("rolebindings", "clusterrolebindings");
    private static final String POLICIES = "admissionregistration.k8s.io";
    private static final String AN_OWNER =
            "it is checked while an owner reference is set, and only that write is logged; granted by a wildcard, it is kept for"
                    + " what its subjects watch or write";

    HiddenChecks {
        beneath = Collections.unmodifiableSortedMap(new TreeMap<>(beneath));
        lost = List.copyOf(lost);
    }

    /**
     * @param used by the grant's subjects, by whatever grant
     * @param created by them
     */
    static HiddenChecks of(Grant grant, Collection<OnResource> used, Created created, RbacSnapshot snapshot) {
        boolean roles = used.stream().anyMatch(it -> writes(it, RBAC) && ROLES.contains(it.resource()));
        boolean bindings = used.stream().anyMatch(it -> writes(it, RBAC) && BINDINGS.contains(it.resource()));
        boolean params = used.stream()
                .anyMatch(it -> writes(it, POLICIES) && it.resource().contains("admissionpolic"));
        var beneath = new TreeMap<Permission, String>();
        beneath.putAll(Narrowed.of(grant, used));
        beneath.putAll(owners(used));
        beneath.putAll(HandedOut.by(used, created, snapshot));
        return new HiddenChecks(
                (roles && !grantsByName(grant, "escalate")) || (bindings && !grantsByName(grant, "bind")),
                params,
                beneath,
                created.untold().stream().map(HiddenChecks::lost).toList());
    }

    private static String lost(ObjectKey place) {
        return "its subjects created a " + place.kind()
                + (place.namespace().isEmpty() ? "" : " in " + place.namespace())
                + " that is not there any more, or was made before: what such a one hands out they must hold, and nobody can tell what it"
                + " was; granted by a wildcard only, it is not kept: grant by name what is needed";
    }

    private static boolean writes(OnResource used, String group) {
        return used.apiGroup().equals(group) && WRITES.contains(used.verb());
    }

    private static boolean grantsByName(Grant grant, String verb) {
        return grant.rules().stream().anyMatch(rule -> rule.verbs().contains(verb));
    }

    /** Who creates something may say whose it is, and must then be allowed to update the owner's finalizers. */
    private static SortedMap<Permission, String> owners(Collection<OnResource> used) {
        var owners = new TreeMap<Permission, String>();
        if (used.stream()
                .anyMatch(it -> it.verb().equals("create") && !it.resource().contains("/"))) {
            used.stream()
                    .filter(it ->
                            SEES_OWNERS.contains(it.verb()) && !it.resource().contains("/"))
                    .forEach(it -> owners.put(
                            new OnResource("update", it.apiGroup(), it.resource() + "/finalizers", "", it.namespace()),
                            AN_OWNER));
        }
        return owners;
    }

    /** Why an atom without wildcards may be needed though it was not seen; empty if nothing speaks for it. */
    Optional<String> reason(Atom exact) {
        boolean isOnResources = !exact.rule().resources().isEmpty();
        if (rolesAreWritten && (isOnResources || exact.binding().clusterWide())) {
            return Optional.of("its subjects write roles or bindings, and must hold every rule that they hand out");
        }
        return paramsAreRead && exact.rule().verbs().contains("get") && isOnResources
                ? Optional.of(
                        "its subjects write admission policies, and must be allowed to get what these take as params")
                : Optional.empty();
    }
}
