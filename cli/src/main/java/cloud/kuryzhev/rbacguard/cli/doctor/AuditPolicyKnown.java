package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.kube.AuditPolicyReader;
import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading.Usable;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.audit.Logged;
import cloud.kuryzhev.rbacguard.policy.audit.SubjectAudit;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which audit policy the API server has, and what of everyday permissions it leaves unobservable. */
final class AuditPolicyKnown implements Check {

    private static final Subject ANYBODY = new Subject.ServiceAccount("default", "anybody");

    @Override
    public String name() {
        return "audit policy";
    }

    @Override
    public String why() {
        return "what no log shows would count as unused; where the policy is known, it is kept as it was granted";
    }

    @Override
    public List<Seen> look(Site site) {
        var arguments = Arguments.of(site);
        if (!arguments.known()) {
            return List.of(new Seen(Verdict.UNKNOWN, "the drift controller's arguments cannot be read", ""));
        }
        return List.of(arguments
                .value("audit-policy")
                .map(AuditPolicyKnown::look)
                .orElseGet(() -> Seen.warn(
                        "it is not known which one is in force",
                        site.upgrade("--set driftController.auditPolicy=<file or preset>"))));
    }

    private static Seen look(String source) {
        if (!source.startsWith(AuditPolicyReader.PRESET)) {
            return Seen.ok(source + ", in the controller's pod");
        }
        return switch (AuditPolicyReader.load(source)) {
            case Unusable(String problem) -> Seen.fail(source + " " + problem, "set driftController.auditPolicy");
            case Usable(AuditPolicy policy) -> {
                String hidden = hidden(policy);
                yield hidden.isEmpty()
                        ? Seen.ok(source)
                        : Seen.warn(
                                source + " does not show " + hidden,
                                "widen what is logged, as docs/audit.md says, or live with it");
            }
        };
    }

    private static String hidden(AuditPolicy policy) {
        SubjectAudit audit = policy.of(ANYBODY, Set.of("system:serviceaccounts", "system:authenticated"));
        return Stream.of("secrets", "configmaps", "pods", "events")
                .flatMap(resource -> Stream.of("get", "list", "watch", "create", "update", "delete")
                        .map(verb -> new Permission.OnResource(verb, "", resource, "", "default")))
                .filter(it -> audit.logged(it).answer() != Logged.Answer.LOGGED)
                .map(it -> it.verb() + " " + it.resource())
                .collect(Collectors.joining(", "));
    }
}
