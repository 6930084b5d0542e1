package cloud.kuryzhev.rbacguard.cli.doctor;

import java.util.List;

/** Makes every check, in the order in which one failure explains the next. */
final class Doctor {

    private static final List<Check> CHECKS = List.of(
            new KubernetesVersion(),
            new Releases(),
            new Kinds(),
            new Replicas(),
            new Webhooks(),
            new TrustedAuthority(),
            new ServingCertificate(),
            new RefusalEndToEnd(),
            new StampEndToEnd(),
            new PolicyInForce(),
            new Leader(),
            new Health(),
            new AuditSource(),
            new AuditPolicyKnown(),
            new Evidence(),
            new Progress(),
            new OwnRights());

    private Doctor() {}

    /**
     * One line of the answer.
     *
     * @param check its name
     * @param why what goes wrong where it lacks
     */
    record Line(String check, Verdict verdict, String seen, String why, String fix) {}

    static List<Line> examine(Site site) {
        return CHECKS.stream()
                .flatMap(check -> check.look(site).stream()
                        .map(it -> new Line(check.name(), it.verdict(), it.what(), check.why(), it.fix())))
                .toList();
    }
}
