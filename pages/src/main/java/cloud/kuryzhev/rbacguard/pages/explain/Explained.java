package cloud.kuryzhev.rbacguard.pages.explain;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.access.Explanation;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;

/**
 * An explanation as the page shows it.
 *
 * @param denial in words
 * @param allowed whether the request would be allowed by now
 * @param fix in YAML; {@code ""} if there is none to make
 * @param refused what the policy has against the fix
 * @param warnings what it warns of
 * @param givers who can apply the fix, beside {@code system:masters}
 */
record Explained(
        String denial,
        String subject,
        boolean allowed,
        List<String> reasons,
        String fix,
        List<String> refused,
        List<String> warnings,
        List<String> givers) {

    private static final Manifests MANIFESTS = new Manifests();

    Explained {
        reasons = List.copyOf(reasons);
        refused = List.copyOf(refused);
        warnings = List.copyOf(warnings);
        givers = List.copyOf(givers);
    }

    static Explained of(Explanation explanation) {
        return new Explained(
                explanation.denial().toString(),
                explanation.denial().subject().authenticatedName(),
                explanation.isAllowed(),
                explanation.reasons(),
                explanation.fix().isEmpty() ? "" : MANIFESTS.yaml(explanation.fix()),
                explanation.told(Action.DENY),
                explanation.told(Action.WARN),
                explanation.givers().stream().map(Subject::toString).toList());
    }
}
