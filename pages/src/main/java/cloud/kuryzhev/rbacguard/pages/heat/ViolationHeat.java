package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.layout.When;
import cloud.kuryzhev.rbacguard.pages.subject.SeenUsage;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The heat map of a violation: of its role, or of the role that its binding grants. */
@Component
public final class ViolationHeat {

    private static final int MOST_SUBJECTS = 5;
    private static final String PERMISSIONS = "permissions";

    private final SeenUsage usages;
    private final When when;
    private final Clock clock;

    ViolationHeat(SeenUsage usages, When when, Clock clock) {
        this.usages = usages;
        this.when = when;
        this.clock = clock;
    }

    /**
     * Part {@code part} of the map; empty where nothing is granted, or known to be.
     *
     * @param live objects that the viewer may read; without the role among them it shows what the violation says
     * @param viewer asked for RBACUsages of the first subjects, where the violation had no room for all verdicts; empty to do without
     */
    public Optional<HeatTable> of(
            RBACViolationSpec spec, Collection<RbacObject> live, Optional<Viewer> viewer, int part) {
        List<PolicyRule> rules = rules(spec, live);
        HeatMap map = HeatMap.of(rules, spec.permissions(), used(spec, live, viewer));
        return map.rows().isEmpty()
                ? Optional.empty()
                : Optional.of(HeatTable.of(map, part, when::said, clock.instant()));
    }

    private static List<PolicyRule> rules(RBACViolationSpec spec, Collection<RbacObject> live) {
        Set<ObjectKey> roles = live.stream()
                .filter(it -> isSource(spec, it.key()))
                .map(it -> it instanceof Binding binding ? binding.roleRef() : it.key())
                .collect(Collectors.toSet());
        return live.stream()
                .filter(it -> it instanceof Role && roles.contains(it.key()))
                .flatMap(it -> ((Role) it).rules().stream())
                .toList();
    }

    private static boolean isSource(RBACViolationSpec spec, ObjectKey key) {
        return key.kind().toString().equals(spec.sourceKind())
                && key.name().equals(spec.sourceName())
                && key.namespace().equals(Objects.requireNonNullElse(spec.sourceNamespace(), ""));
    }

    private UsedRules used(RBACViolationSpec spec, Collection<RbacObject> live, Optional<Viewer> viewer) {
        boolean whole = spec.omitted() == null || !spec.omitted().containsKey(PERMISSIONS);
        if (whole || viewer.isEmpty()) {
            return UsedRules.NONE;
        }
        List<UsageSummary> summaries = spec.subjects().stream()
                .limit(MOST_SUBJECTS)
                .map(SubjectName::read)
                .flatMap(Optional::stream)
                .flatMap(it -> usages.of(it, viewer.get()).summary().stream())
                .toList();
        return UsedRules.of(
                summaries,
                Scope.of(live.stream()
                        .filter(Binding.class::isInstance)
                        .map(Binding.class::cast)
                        .toList()));
    }
}
