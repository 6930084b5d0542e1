package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.policy.Mode;
import java.util.List;
import java.util.Map;

/** A role that no policy should let pass, created for show: {@code dryRun=All} stores nothing, and is judged like any other. */
final class RefusalEndToEnd implements Check {

    private static final String WEBHOOK = "validate.rbac-guard.kuryzhev.cloud";
    private static final String ROLE = Json.text(Map.of(
            "apiVersion",
            "rbac.authorization.k8s.io/v1",
            "kind",
            "ClusterRole",
            "metadata",
            Map.of("name", "rbac-guard-doctor"),
            "rules",
            List.of(Map.of("apiGroups", List.of(""), "resources", List.of("pods"), "verbs", List.of("*")))));

    @Override
    public String name() {
        return "refusal";
    }

    @Override
    public String why() {
        return "it is what the guard is for, and shows that the API server reaches it, trusts it and heeds it";
    }

    @Override
    public List<Seen> look(Site site) {
        return List.of(
                switch (site.api().create("/apis/rbac.authorization.k8s.io/v1/clusterroles?dryRun=All", ROLE)) {
                    case Answer.Found _ -> passed(site);
                    case Answer.Absent _ -> new Seen(Verdict.UNKNOWN, "the API server knows no ClusterRoles", "");
                    case Answer.Refused refused -> refused(refused, site);
                });
    }

    private static Seen passed(Site site) {
        Mode mode = PolicyInForce.mode(site);
        return mode == Mode.ENFORCE
                ? Seen.fail(
                        "a ClusterRole with every verb on pods would be created: the guard was not asked, or an exemption lets you",
                        "see \"webhooks\"; kubectl -n kube-system get configmap rbac-audit-policy -o yaml")
                : Seen.ok("a ClusterRole with every verb on pods would be created, since mode is " + mode);
    }

    private static Seen refused(Answer.Refused refused, Site site) {
        String why = refused.why();
        if (why.contains("admission webhook \"" + WEBHOOK + "\" denied the request")) {
            return Seen.ok("a ClusterRole with every verb on pods is refused by " + WEBHOOK);
        }
        return why.contains("failed calling webhook") && why.contains("rbac-guard")
                ? Seen.fail("the API server cannot ask: " + why, fix(why, site))
                : Seen.unknown("a ClusterRole that should be refused", refused);
    }

    private static String fix(String why, Site site) {
        if (why.contains("x509") || why.contains("certificate")) {
            return "see \"trusted authority\" and \"serving certificate\"";
        }
        if (why.contains("deadline exceeded") || why.contains("i/o timeout")) {
            return "kubectl -n " + site.namespace()
                    + " describe networkpolicy rbac-guard-admission; let the API server reach port 8443 of the pods";
        }
        return site.outside()
                ? "is the admission service running where clientConfig.url says?"
                : "kubectl -n " + site.namespace() + " describe pod -l app.kubernetes.io/component=admission";
    }
}
