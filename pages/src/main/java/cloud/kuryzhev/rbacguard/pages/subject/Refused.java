package cloud.kuryzhev.rbacguard.pages.subject;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.access.Denial;
import cloud.kuryzhev.rbacguard.policy.access.Diagnosis;
import cloud.kuryzhev.rbacguard.policy.access.Fix;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.DeniedPermission;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a subject was refused lately.
 *
 * @param message as the API server would word it again
 * @param fix the smallest one, in YAML; {@code ""} if it is allowed by now, or who looks may not see what is granted
 * @param allowed whether it is allowed by now
 */
record Refused(String permission, Seen seen, String message, String fix, boolean allowed) {

    private static final int SHOWN = 20;
    private static final Manifests MANIFESTS = new Manifests();

    /** The latest first. */
    static List<Refused> of(UsageSummary usage, Optional<RbacSnapshot> snapshot) {
        return usage.denied().stream()
                .sorted(Comparator.comparing((DeniedPermission it) -> it.seen().last())
                        .reversed())
                .limit(SHOWN)
                .map(it -> of(new Denial(usage.subject(), it.permission()), it.seen(), snapshot))
                .toList();
    }

    private static Refused of(Denial denial, Seen seen, Optional<RbacSnapshot> snapshot) {
        boolean allowed = snapshot.map(
                        it -> Diagnosis.of(denial, Set.of(), it).allowedBy().isPresent())
                .orElse(false);
        String fix = allowed
                ? ""
                : snapshot.map(it -> MANIFESTS.yaml(Fix.of(denial, it))).orElse("");
        return new Refused(denial.permission().toString(), seen, message(denial), fix, allowed);
    }

    private static String message(Denial denial) {
        String who = "User \"" + denial.subject().authenticatedName() + "\" cannot ";
        return switch (denial.permission()) {
            case OnUrl(String verb, String path) -> who + verb + " path \"" + path + "\"";
            case OnResource on ->
                named(on) + who + on.verb() + " resource \"" + on.resource() + "\" in API group \"" + on.apiGroup()
                        + "\"" + (on.namespace().isEmpty() ? "" : " in the namespace \"" + on.namespace() + "\"");
        };
    }

    private static String named(OnResource on) {
        return on.name().isEmpty() ? "" : on.resource() + " \"" + on.name() + "\" is forbidden: ";
    }
}
