package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the least role.
 *
 * <ol>
 *   <li>what was used, and what was refused lately, is taken apart into permissions, 20,000 at most;
 *   <li>of each stays what the refused grant would have allowed: with the names that it is confined to, without a name where it has none;
 *   <li>list beside every watch, which informers fall back to;
 *   <li>written as roles; if these break the policy too, there is none.
 * </ol>
 */
final class LeastRoleSearch {

    private static final int MAX_PERMISSIONS = 20_000;
    private static final String SUFFIX = "-least";

    /** Usage tells many names as none; a request for one of these always has a name. */
    private static final Set<String> VERBS_ON_NAMES = Set.of("get", "update", "patch", "delete");

    private final Grant refused;
    private final Predicate<Permission> allowed;
    private final RuleContext context;

    LeastRoleSearch(Grant refused, RuleContext context) {
        this.refused = refused;
        this.allowed = refused.allowing();
        this.context = context;
    }

    LeastRole find(Collection<UsageSummary> usages) {
        List<Subject> subjects = context.policy().permitted(refused.binding().subjects());
        if (subjects.isEmpty()) {
            return new LeastRole.None("the policy lets its subjects hold nothing");
        }
        List<Permission> used = first(usages.stream().flatMap(LeastRoleSearch::used));
        List<Permission> denied = first(usages.stream().flatMap(LeastRoleSearch::denied));
        SortedSet<Permission> ofUsed = granted(used);
        SortedSet<Permission> all = granted(denied);
        all.addAll(ofUsed);
        if (all.isEmpty()) {
            return new LeastRole.None(
                    "its subjects were neither seen to use anything that it would grant, nor refused it lately");
        }
        var onlyDenied = new TreeSet<>(all);
        onlyDenied.removeAll(ofUsed);
        boolean truncated = usages.stream().anyMatch(UsageSummary::truncated)
                || Math.max(used.size(), denied.size()) == MAX_PERMISSIONS;
        return found(subjects, all, onlyDenied, truncated);
    }

    private LeastRole found(
            List<Subject> subjects, SortedSet<Permission> all, SortedSet<Permission> onlyDenied, boolean truncated) {
        var least = Replacement.of(
                refused.binding().key().name() + SUFFIX,
                subjects,
                new KeptAccess(all, Collections.emptySortedSet(), List.of()));
        var written =
                Stream.concat(least.roles().stream(), least.bindings().stream()).toList();
        var instead = new RuleContext(context.policy(), RbacSnapshot.of(written).cluster(), context.now());
        Optional<String> flaw = written.stream()
                .flatMap(object -> PolicyEngine.refusals(object, instead).stream())
                .map(Finding::reason)
                .findFirst();
        return flaw.<LeastRole>map(reason -> new LeastRole.None("what is needed breaks the policy itself: " + reason))
                .orElseGet(() -> new LeastRole.Found(least.roles(), least.bindings(), onlyDenied, truncated));
    }

    private static List<Permission> first(Stream<Permission> permissions) {
        return permissions.limit(MAX_PERMISSIONS).toList();
    }

    private record Used(String namespace, PolicyRule rule) {
        Stream<Permission> permissions() {
            return Breakdown.atoms(rule).map(atom -> Breakdown.permission(atom, namespace));
        }
    }

    /** One flatMap after the other, not inside: only so does the limit reach back to the first. */
    private static Stream<Permission> used(UsageSummary usage) {
        return usage.used().stream()
                .flatMap(scope -> scope.rules().stream()
                        .flatMap(used -> scope.namespaces().stream().map(it -> new Used(it, used.rule()))))
                .flatMap(Used::permissions)
                .filter(Permission::isExact);
    }

    private static Stream<Permission> denied(UsageSummary usage) {
        return usage.denied().stream()
                .map(UsageSummary.DeniedPermission::permission)
                .filter(Permission::isExact);
    }

    private SortedSet<Permission> granted(List<Permission> permissions) {
        var granted = new TreeSet<Permission>();
        for (Permission permission : permissions) {
            asGranted(permission).forEach(it -> {
                granted.add(it);
                KeptAccess.listBeside(allowed, it, granted);
            });
        }
        return granted;
    }

    private Stream<Permission> asGranted(Permission permission) {
        Permission general = KeptAccess.withoutNeedlessName(allowed, permission);
        if (allowed.test(general)) {
            return Stream.of(general);
        }
        return permission instanceof OnResource asked && asked.name().isEmpty() && VERBS_ON_NAMES.contains(asked.verb())
                ? named(asked)
                : Stream.empty();
    }

    private Stream<Permission> named(OnResource asked) {
        return refused.rules().stream()
                .flatMap(rule -> rule.resourceNames().stream())
                .distinct()
                .<Permission>map(name ->
                        new OnResource(asked.verb(), asked.apiGroup(), asked.resource(), name, asked.namespace()))
                .filter(allowed);
    }
}
