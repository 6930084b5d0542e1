package cloud.kuryzhev.rbacguard.cli.doctor;

import static cloud.kuryzhev.rbacguard.cli.doctor.MadeUpCluster.CRDS;
import static cloud.kuryzhev.rbacguard.cli.doctor.MadeUpCluster.certificate;

import cloud.kuryzhev.rbacguard.cli.state.Answer.Found;
import cloud.kuryzhev.rbacguard.cli.state.Answer.Refused;
import java.util.List;

/**
 * An installation with one thing broken.
 *
 * @param days after which it is looked at
 */
record Broken(String name, MadeUpCluster cluster, int days) {

    private static final String HERE = "/api/v1/namespaces/rbac-guard/";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/rbac-guard/deployments/rbac-guard-";
    private static final String VALIDATING = Site.VALIDATING + "rbac-guard";
    private static final String GUARDING = Site.VALIDATING + "rbac-guard-guarding";
    private static final String MUTATING = Site.MUTATING + "rbac-guard";
    private static final String POLICY = "/api/v1/namespaces/kube-system/configmaps/rbac-audit-policy";
    private static final String LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/rbac-guard/leases/rbac-guard-drift-controller";
    private static final String LEASES =
            "/apis/coordination.k8s.io/v1/leases?fieldSelector=metadata.name%3Drbac-guard-drift-controller";
    private static final String USAGES = "/apis/audit.kuryzhev.cloud/v1alpha1/rbacusages";
    private static final String TLS = HERE + "secrets/rbac-guard-tls";
    private static final String PROXY = HERE + "services/rbac-guard-drift-controller:metrics/proxy";
    private static final String VIOLATIONS = CRDS + "rbacviolations.audit.kuryzhev.cloud";
    private static final String CALL =
            "failed calling webhook \"validate.rbac-guard.kuryzhev.cloud\": failed to call webhook: Post"
                    + " \"https://rbac-guard-admission.rbac-guard.svc:443/validate?timeout=3s\": ";

    static final List<Broken> ALL = List.of(
            by("Kubernetes is too old", it().edited("/version", "36", "29")),
            by("a second release", it().edited(LEASES, "\"holderIdentity\" : \"\"", "\"holderIdentity\" : \"x\"")),
            by("a kind is missing", it().without(VIOLATIONS)),
            by("a kind is not established", it().edited(VIOLATIONS, "Established", "NamesAccepted")),
            by("a kind is of an older release", it().edited(VIOLATIONS, "\"gap\"", "\"gapp\"")),
            by("a kind of another version", it().edited(VIOLATIONS, "v1alpha1", "v1alpha0")),
            by("no Deployment", it().without(DEPLOYMENTS + "admission")),
            by(
                    "no pod is ready",
                    it().edited(DEPLOYMENTS + "admission", "\"readyReplicas\" : 2", "\"readyReplicas\" : 0")),
            by(
                    "one pod is not ready",
                    it().edited(DEPLOYMENTS + "admission", "\"readyReplicas\" : 2", "\"readyReplicas\" : 1")),
            by("scaled to none", it().edited(DEPLOYMENTS + "drift-controller", "\"replicas\" : 1", "\"replicas\" : 0")),
            by("one replica", it().edited(DEPLOYMENTS + "admission", "eplicas\" : 2", "eplicas\" : 1")),
            by("no guarding", it().without(GUARDING)),
            by("no validating webhook", it().edited(VALIDATING, "validate[.]", "other.")),
            by("it fails open", it().edited(VALIDATING, "\"Fail\"", "\"Ignore\"")),
            by("deletions wait", it().edited(VALIDATING, "\"Ignore\"", "\"Fail\"")),
            by("nodes wait", it().edited(VALIDATING, "not-a-node", "not-monday")),
            by("somebody is exempted", it().edited(MUTATING, "system:apiserver", "mallory")),
            by(
                    "a namespace is left out",
                    it().edited(
                                    VALIDATING,
                                    "\"objectSelector\" : \\{ }",
                                    "\"objectSelector\" : {\"matchLabels\" : {}}")),
            by("bindings are left out", it().edited(VALIDATING, "\"clusterrolebindings\"", "\"pods\"")),
            by("a long wait", it().edited(MUTATING, "\"timeoutSeconds\" : 3", "\"timeoutSeconds\" : 30")),
            by("no bundle", it().edited(GUARDING, "\"caBundle\" : \"[^\"]+\"", "\"caBundle\" : \"\"")),
            by(
                    "a bundle of nonsense",
                    it().edited(GUARDING, "\"caBundle\" : \"[^\"]+\"", "\"caBundle\" : \"bm9uZQ==\"")),
            by(
                    "another authority",
                    it().edited(
                                    GUARDING,
                                    "\"caBundle\" : \"[^\"]+\"",
                                    "\"caBundle\" : \"" + certificate("another-ca.crt") + "\"")),
            new Broken("the certificate ends soon", it(), 18),
            new Broken("the certificate has ended", it(), 60),
            new Broken("the authority ends soon", it(), 340),
            new Broken("the authority has ended", it(), 400),
            by(
                    "a certificate for another name",
                    it().edited(
                                    TLS,
                                    "\"tls.crt\" : \"[^\"]+\"",
                                    "\"tls.crt\" : \"" + certificate("another-name.crt") + "\"")),
            by("a Secret of nonsense", it().edited(TLS, "\"tls.crt\" : \"[^\"]+\"", "\"tls.crt\" : \"bm9uZQ==\"")),
            by("a Secret without a key", it().edited(TLS, "tls.key", "tls.kee")),
            by("no Secret", it().without(TLS)),
            by("what is forbidden passes", it().with("clusterroles?dryRun=All", new Found("{}"))),
            by(
                    "nobody listens",
                    it().with(
                                    "clusterroles?dryRun=All",
                                    new Refused(500, CALL + "dial tcp: connect: connection refused"))),
            by(
                    "it is not trusted",
                    it().with(
                                    "clusterroles?dryRun=All",
                                    new Refused(
                                            500,
                                            CALL
                                                    + "tls: failed to verify certificate: x509: certificate signed by unknown authority"))),
            by(
                    "it does not answer",
                    it().with("clusterroles?dryRun=All", new Refused(500, CALL + "context deadline exceeded"))),
            by("nothing is signed", it().with("rolebindings?dryRun=All", new Found("{}"))),
            by(
                    "it only warns",
                    it().edited(POLICY, "enforce", "warn").with("clusterroles?dryRun=All", new Found("{}"))),
            by("a bad policy", it().edited(POLICY, "forbidden_roles", "forbiden_roles")),
            by("no policy", it().without(POLICY)),
            by("no key in it", it().edited(POLICY, "policy.yaml", "policy.yml")),
            by("an immutable policy", it().edited(POLICY, "\"data\"", "\"immutable\" : true, \"data\"")),
            by("no Lease", it().without(LEASE)),
            by("nobody leads", it().edited(LEASE, "drift-controller-0", "")),
            by("the leader is gone", it().edited(LEASE, "23:59:58", "23:50:00")),
            by("a clock is ahead", it().edited(LEASE, "2026-11-30T23:59:58", "2026-12-01T00:05:00")),
            by("it is degraded", it().edited(PROXY + "/health/readiness", "\"UP\"", "\"DEGRADED\"")),
            by(
                    "it cannot be asked",
                    it().with(PROXY + "/health/readiness", new Refused(503, "no endpoints available for service"))),
            by("no source of events", it().edited(DEPLOYMENTS + "drift-controller", "audit-log=[^\"]+", "audit-log=")),
            by(
                    "no Secret for the source",
                    it().edited(DEPLOYMENTS + "drift-controller", "audit-log=[^\"]+", "intake.webhook.port=9443")),
            by(
                    "an unknown audit policy",
                    it().edited(DEPLOYMENTS + "drift-controller", "audit-policy=[^\"]+", "audit-policy=")),
            by(
                    "a policy without reads",
                    it().edited(DEPLOYMENTS + "drift-controller", "audit-policy=[^\"]+", "audit-policy=preset:gke")),
            by(
                    "no such preset",
                    it().edited(DEPLOYMENTS + "drift-controller", "audit-policy=[^\"]+", "audit-policy=preset:gcp")),
            by("no event has arrived", it().with(USAGES, new Found("{\"items\": []}"))),
            by("no event arrives", it().edited(USAGES, "2026-11-[23]", "2026-10-2")),
            by("events were missed", it().edited(USAGES, "true", "false")),
            by("it is behind", it().edited(PROXY + "/metrics", " 4.2", " 4000")),
            by("it stands still", it().edited(PROXY + "/metrics", "1.7960831E9", "1.7960E9")),
            by("no metrics for us", it().with(PROXY + "/metrics", new Refused(401, "Unauthorized"))),
            by("it may not list roles", it().refusing("\"rolebindings\"")),
            by("it may not read CronJobs", it().refusing("\"cronjobs\"")));

    private static MadeUpCluster it() {
        return new MadeUpCluster();
    }

    private static Broken by(String name, MadeUpCluster cluster) {
        return new Broken(name, cluster, 0);
    }
}
