package cloud.kuryzhev.rbacguard.kube.backstop;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Exemption;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.ObjectPattern;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the policy excuses, the backstop does not refuse. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackstopExemptionsIT {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Policy POLICY = Policy.DEFAULT.withExemptions(List.of(
            exemption(
                    Optional.of(Identities.of(Set.of(), Set.of("break-glass"))),
                    List.of(new ObjectPattern(Kind.CLUSTER_ROLE_BINDING, "", "emergency-*")),
                    "",
                    "forbidden_role_ref:cluster-admin",
                    NOW.plusSeconds(1)),
            exemption(Optional.empty(), List.of(), "jane", "forbidden_role_ref", NOW.plusSeconds(1)),
            exemption(Optional.empty(), List.of(), "joe", "forbidden_role_ref", NOW)));

    private final User somebody;
    private final User breakGlass;
    private final Installed installed;

    BackstopExemptionsIT(ControlPlane plane) {
        this.somebody = plane.user("somebody", "system:masters");
        this.breakGlass = plane.user("somebody-else", "system:masters", "break-glass");
        this.installed = Installed.in(plane.admin().client(), Backstop.of(POLICY, NOW));
    }

    @AfterAll
    void remove() {
        installed.close();
    }

    @Test
    void aRequesterIsExcusedForTheObjectsThatAreNamed() {
        assertThat(bind(breakGlass, "emergency-1", "eve")).isZero();
        assertThat(bind(breakGlass, "routine", "eve")).isEqualTo(403);
        assertThat(bind(somebody, "emergency-1", "eve")).isEqualTo(403);
    }

    @Test
    void aSubjectIsExcusedAlone() {
        assertThat(bind(somebody, "any", "jane")).isZero();
        assertThat(bind(somebody, "any", "eve")).isEqualTo(403);
    }

    @Test
    void whatHasEndedExcusesNobody() {
        assertThat(bind(somebody, "any", "joe")).isEqualTo(403);
    }

    /** The API server's refusal of a binding of cluster-admin; 0 if there is none. */
    private int bind(User requester, String name, String subject) {
        return new Installed(requester.client(), installed.backstop())
                .creation("""
                        kind: ClusterRoleBinding
                        metadata: {name: %s}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}]
                        """.formatted(name, subject))
                .code();
    }

    private static Exemption exemption(
            Optional<Identities> requester, List<ObjectPattern> objects, String subject, String rule, Instant until) {
        return new Exemption(
                requester,
                objects,
                new TreeSet<>(subject.isEmpty() ? Set.of() : Set.of(subject)),
                new TreeSet<>(Set.of(rule)),
                until,
                "a drill",
                "platform");
    }
}
