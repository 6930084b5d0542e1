package cloud.kuryzhev.rbacguard.policy.audit;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.audit.AuditRule.Resources;
import cloud.kuryzhev.rbacguard.policy.audit.Logged.Answer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditPolicyTest {

    private static final AuditRule EVERYTHING =
            new AuditRule(true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());
    private static final AuditRule NODES_READ_NODES = new AuditRule(
            false,
            List.of(),
            List.of("system:nodes"),
            List.of("get"),
            List.of(new Resources("", List.of("nodes"), List.of())),
            List.of(),
            List.of(),
            Set.of());
    private static final AuditRule NO_EVENTS = new AuditRule(
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(new Resources("", List.of("events"), List.of())),
            List.of(),
            List.of(),
            Set.of());
    private static final AuditPolicy CLOUD =
            new AuditPolicy(List.of(NODES_READ_NODES, NO_EVENTS, EVERYTHING), Set.of(Stage.RequestReceived));

    @Test
    void theFirstRuleThatMatchesDecides() {
        SubjectAudit backend = CLOUD.of(account("shop", "backend"), Set.of());
        assertThat(backend.logged(ask("list", "events", "", "shop")))
                .isEqualTo(new Logged(Answer.NOT_LOGGED, "rule 2 of the audit policy does not log it"));
        assertThat(backend.logged(askIn("events.k8s.io", "list", "events", "", "shop"))
                        .answer())
                .isEqualTo(Answer.LOGGED);
    }

    @Test
    void aWildcardOfWhichSomeIsNotLoggedIsUnknown() {
        assertThat(CLOUD.of(account("shop", "backend"), Set.of()).logged(ask("*", "*", "", "")))
                .isEqualTo(new Logged(Answer.UNKNOWN, "rule 2 of the audit policy does not log some of it"));
    }

    @Test
    void withoutARuleThatMatchesNothingIsLogged() {
        var policy = new AuditPolicy(List.of(NO_EVENTS), Set.of());
        assertThat(policy.of(user("jane"), Set.of("dev")).logged(ask("get", "pods", "", "")))
                .isEqualTo(new Logged(Answer.NOT_LOGGED, "no rule of the audit policy logs it"));
    }

    @Test
    void aUserOfUnknownGroupsMayBeANode() {
        assertThat(CLOUD.of(user("jane"), Set.of())
                        .logged(ask("get", "nodes", "", ""))
                        .answer())
                .isEqualTo(Answer.UNKNOWN);
        assertThat(CLOUD.of(user("jane"), Set.of("dev"))
                        .logged(ask("get", "nodes", "", ""))
                        .answer())
                .isEqualTo(Answer.LOGGED);
        assertThat(CLOUD.of(account("shop", "backend"), Set.of())
                        .logged(ask("get", "nodes", "", ""))
                        .answer())
                .isEqualTo(Answer.LOGGED);
    }

    @Test
    void aGroupStandsForAllItsMembers() {
        assertThat(CLOUD.of(group("system:nodes"), Set.of())
                        .logged(ask("get", "nodes", "", ""))
                        .answer())
                .isEqualTo(Answer.NOT_LOGGED);
        assertThat(CLOUD.of(group("dev"), Set.of())
                        .logged(ask("get", "nodes", "", ""))
                        .answer())
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void stagesLeftOutByTheRuleAndByThePolicyAddUp() {
        var noEnd = new AuditRule(
                true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(Stage.ResponseComplete));
        SubjectAudit onlyStarts = new AuditPolicy(List.of(noEnd), Set.of()).of(user("jane"), Set.of("dev"));
        assertThat(onlyStarts.logged(ask("get", "pods", "", "")).answer()).isEqualTo(Answer.NOT_LOGGED);
        assertThat(onlyStarts.logged(ask("watch", "pods", "", "")).answer()).isEqualTo(Answer.LOGGED);
        assertThat(onlyStarts.logged(ask("get", "pods/exec", "", "")).answer()).isEqualTo(Answer.LOGGED);
        assertThat(onlyStarts.logged(ask("*", "pods", "", "")).answer()).isEqualTo(Answer.UNKNOWN);
        SubjectAudit nothing =
                new AuditPolicy(List.of(noEnd), Set.of(Stage.ResponseStarted)).of(user("jane"), Set.of("dev"));
        assertThat(nothing.logged(ask("watch", "pods", "", "")).answer()).isEqualTo(Answer.NOT_LOGGED);
    }

    @Test
    void subjectsThatNoRuleTellsApartAreEqual() {
        assertThat(CLOUD.of(user("jane"), Set.of("dev")))
                .isEqualTo(CLOUD.of(account("shop", "backend"), Set.of()))
                .isNotEqualTo(CLOUD.of(group("dev"), Set.of()));
    }
}
