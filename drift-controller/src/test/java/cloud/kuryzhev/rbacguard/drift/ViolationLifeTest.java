package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.PastDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViolationLifeTest {

    private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00.123Z");
    private static final Instant TUESDAY = Instant.parse("2026-06-02T08:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-06-03T08:00:00Z");
    private static final String CONTENT = "findings-suggestion";
    private static final RBACViolationStatus OPEN = next(null, found(null), MONDAY);

    @Test
    void aNewOneIsSeenFirstNowToTheSecond() {
        assertThat(OPEN.phase()).isEqualTo("Open");
        assertThat(OPEN.firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(OPEN.lastSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(OPEN.resolvedAt()).isNull();
        assertThat(OPEN.observedGeneration()).isEqualTo(7);
        assertThat(OPEN.content()).isEqualTo(CONTENT);
        assertThat(condition(OPEN, "Resolved").getMessage())
                .isEqualTo("the object breaks: wildcard_verb, forbidden_role_ref:x");
    }

    @Test
    void nothingNewIsTheSameStatus() {
        assertThat(next(OPEN, found(null), TUESDAY)).isSameAs(OPEN);
    }

    @Test
    void aChangedOneKeepsWhenItWasFirstSeenAndWhenItsConditionTurned() {
        RBACViolationStatus changed = next(OPEN, look("other-suggestion", null), TUESDAY);

        assertThat(changed.firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(changed.lastSeen()).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(condition(changed, "Resolved").getLastTransitionTime()).isEqualTo("2026-06-01T08:00:00Z");
    }

    @Test
    void aResolvedOneKeepsWhenItWasSeenAndStaysAsItIs() {
        RBACViolationStatus gone = next(OPEN, gone(null), TUESDAY);

        assertThat(gone.phase()).isEqualTo("Resolved");
        assertThat(gone.lastSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(gone.resolvedAt()).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(condition(gone, "Resolved").getStatus()).isEqualTo("True");
        assertThat(condition(gone, "Resolved").getLastTransitionTime()).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(next(gone, gone(null), WEDNESDAY)).isSameAs(gone);
    }

    @Test
    void oneThatIsBackWasFirstSeenLongAgoAndIsNotResolved() {
        RBACViolationStatus back = next(next(OPEN, gone(null), TUESDAY), found(null), WEDNESDAY);

        assertThat(back.phase()).isEqualTo("Open");
        assertThat(back.firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(back.resolvedAt()).isNull();
        assertThat(condition(back, "Resolved").getLastTransitionTime()).isEqualTo("2026-06-03T08:00:00Z");
    }

    @Test
    void aStatusThatSomebodyEmptiedIsNoObstacle() {
        var empty = new RBACViolationStatus("Open", null, null, null, null, null, null, null, null, List.of());

        assertThat(next(empty, found(null), MONDAY)).isEqualTo(OPEN);
    }

    @Test
    void aSignedDecisionStands() {
        assertThat(next(OPEN, found(decision("approve", null)), TUESDAY).phase())
                .isEqualTo("Approved");
        assertThat(next(OPEN, found(decision("reject", null)), TUESDAY).phase()).isEqualTo("Rejected");
        RBACViolationStatus snoozed = next(OPEN, found(decision("snooze", "2026-06-03T08:00:00Z")), TUESDAY);
        assertThat(snoozed.phase()).isEqualTo("Snoozed");
        assertThat(condition(snoozed, "Reviewed").getMessage()).isEqualTo("by bob, until 2026-06-03T08:00:00Z");
    }

    @Test
    void oneThatNobodySignedDoesNotCount() {
        var unsigned = new ReviewDecision("approve", null, null, null, null, null);

        RBACViolationStatus status = next(OPEN, found(unsigned), TUESDAY);

        assertThat(status.phase()).isEqualTo("Open");
        assertThat(condition(status, "Reviewed").getReason()).isEqualTo("Unsigned");
    }

    @Test
    void aSnoozeAndARejectionEnd() {
        for (String kind : List.of("snooze", "reject")) {
            ReviewDecision decision = decision(kind, "2026-06-03T10:00:00+02:00");
            RBACViolationStatus decided = next(OPEN, found(decision), TUESDAY);

            RBACViolationStatus over = next(decided, found(decision), WEDNESDAY);

            assertThat(decided.phase()).isNotEqualTo("Open");
            assertThat(over.phase()).isEqualTo("Open");
            assertThat(condition(over, "Reviewed").getReason()).isEqualTo("Expired");
        }
    }

    @Test
    void aSnoozeWithoutAnEndAndOneUntilADayThatDoesNotExistAreOver() {
        assertThat(next(OPEN, found(decision("snooze", null)), TUESDAY).phase()).isEqualTo("Open");
        assertThat(next(OPEN, found(decision("snooze", "2027-02-30T00:00:00Z")), TUESDAY)
                        .phase())
                .isEqualTo("Open");
    }

    @Test
    void anApprovalIsAboutTheSuggestionToo() {
        ReviewDecision approval = decision("approve", null);
        RBACViolationStatus approved = next(OPEN, found(approval), TUESDAY);

        RBACViolationStatus changed = next(approved, look("findings-other", approval), WEDNESDAY);

        assertThat(changed.phase()).isEqualTo("Open");
        assertThat(condition(changed, "Reviewed").getReason()).isEqualTo("ContentChanged");
        assertThat(next(changed, found(approval), WEDNESDAY).phase()).isEqualTo("Approved");
    }

    @Test
    void aRejectionIsAboutTheFindingsAlone() {
        ReviewDecision rejection = decision("reject", null);
        RBACViolationStatus rejected = next(OPEN, found(rejection), TUESDAY);

        assertThat(next(rejected, look("findings-other", rejection), WEDNESDAY).phase())
                .isEqualTo("Rejected");
        assertThat(next(rejected, look("other-suggestion", rejection), WEDNESDAY)
                        .phase())
                .isEqualTo("Open");
    }

    @Test
    void aDecisionAboutWhatWasLookedAtDoesNotCountForWhatCameBetween() {
        var about = new ReviewDecision("approve", null, "findings-before", null, "bob", "2026-06-02T07:00:00Z");

        assertThat(next(OPEN, found(about), TUESDAY).phase()).isEqualTo("Open");
    }

    @Test
    void aDecisionEndsWithItsObject() {
        ReviewDecision rejection = decision("reject", null);
        RBACViolationStatus gone = next(next(OPEN, found(rejection), TUESDAY), gone(rejection), TUESDAY);

        assertThat(next(gone, found(rejection), WEDNESDAY).phase()).isEqualTo("Open");
    }

    @Test
    void whatWasAppliedIsWatchedAndThenResolved() {
        ReviewDecision approval = decision("approve", null);
        RBACViolationStatus applied = applied(approval);

        assertThat(next(applied, gone(approval), WEDNESDAY).phase()).isEqualTo("Applied");
        assertThat(next(applied, found(approval), WEDNESDAY).phase())
                .as("the cache may be behind")
                .isEqualTo("Applied");
        RBACViolationStatus over = next(applied, gone(approval), TUESDAY.plus(Duration.ofDays(7)));
        assertThat(over.phase()).isEqualTo("Resolved");
        assertThat(over.remediation()).isEqualTo(applied.remediation());
    }

    @Test
    void whatIsRefusedThenIsARegression() {
        ReviewDecision approval = decision("approve", null);
        RBACViolationStatus applied = applied(approval);
        Remediation remediation = Objects.requireNonNull(applied.remediation());

        RBACViolationStatus regressed =
                next(applied.with(remediation.refusing(List.of("User bob: get secrets"))), gone(approval), WEDNESDAY);

        assertThat(regressed.phase()).isEqualTo("Regressed");
        assertThat(condition(regressed, "Remediated").getMessage())
                .startsWith("refused since: User bob: get secrets; ");
    }

    @Test
    void whatWasPutBackAfterARegressionIsSaidToBeRegressedUntilSomebodyDecidesOrItIsAnotherThing() {
        ReviewDecision approval = decision("approve", null);
        RBACViolationStatus applied = applied(approval);
        RBACViolationStatus restored = applied.with(Objects.requireNonNull(applied.remediation())
                .refusing(List.of("User bob: get secrets"))
                .at(Remediation.RESTORED, "put back"));

        RBACViolationStatus back = next(restored, found(approval), WEDNESDAY);

        assertThat(back.phase()).isEqualTo("Regressed");
        assertThat(next(back, look("findings-wider", approval), WEDNESDAY).phase())
                .as("what was refused is used again, and so more is suggested")
                .isEqualTo("Regressed");
        assertThat(next(back, look("findings-wider", decision("reject", null)), WEDNESDAY)
                        .phase())
                .isEqualTo("Rejected");
        assertThat(next(back, look("other-wider", approval), WEDNESDAY).phase()).isEqualTo("Open");
    }

    @Test
    void whatIsUnderWayStaysInItsPhase() {
        ReviewDecision approval = decision("approve", null);
        RBACViolationStatus approved = next(OPEN, found(approval), TUESDAY);
        RBACViolationStatus applying = approved.with(remediation().at(Remediation.APPLYING, null));

        assertThat(next(applying, look("other-other", approval), TUESDAY).phase())
                .isEqualTo("Approved");
        assertThat(next(applying, gone(approval), TUESDAY).phase()).isEqualTo("Approved");
    }

    @Test
    void aReasonNotToApplyIsForgottenWithItsContent() {
        ReviewDecision approval = decision("approve", null);
        RBACViolationStatus held =
                next(OPEN, found(approval), TUESDAY).with(Remediation.held("it is protected", CONTENT));

        RBACViolationStatus same = next(held, found(approval), TUESDAY);
        assertThat(condition(same, "Remediated").getMessage()).isEqualTo("it is protected");
        assertThat(next(held, look("findings-other", approval), TUESDAY).remediation())
                .isNull();
    }

    @Test
    void aResolvedOneIsOverAfterItsRetention() {
        RBACViolationStatus gone = next(OPEN, gone(null), TUESDAY);

        assertThat(ViolationStatuses.isOver(gone, Duration.ofHours(24), WEDNESDAY))
                .isFalse();
        assertThat(ViolationStatuses.isOver(gone, Duration.ofHours(23), WEDNESDAY))
                .isTrue();
        assertThat(ViolationStatuses.isOver(OPEN, Duration.ZERO, WEDNESDAY)).isFalse();
    }

    @Test
    void whatWasDecidedBeforeIsKeptThoughAnotherDecisionStandsOrNone() {
        RBACViolationStatus snoozed = next(OPEN, found(decision("snooze", "2026-06-03T08:00:00Z")), TUESDAY);
        RBACViolationStatus rejected = next(snoozed, found(decision("reject", null)), TUESDAY);

        assertThat(rejected.decisions())
                .containsExactly(
                        new PastDecision(
                                "snooze", "bob", "2026-06-02T07:00:00Z", "2026-06-03T08:00:00Z", "as agreed", 7L),
                        new PastDecision("reject", "bob", "2026-06-02T07:00:00Z", null, "as agreed", 7L));
        assertThat(next(rejected, found(decision("reject", null)), WEDNESDAY)).isSameAs(rejected);
        assertThat(next(rejected, found(null), WEDNESDAY).decisions()).isEqualTo(rejected.decisions());
        assertThat(next(rejected, gone(null), WEDNESDAY).decisions()).isEqualTo(rejected.decisions());
    }

    @Test
    void aDecisionOfBeforeTheyWereKeptIsTheFirst() {
        ReviewDecision rejection = decision("reject", null);
        RBACViolationStatus kept = next(OPEN, found(rejection), TUESDAY);
        var old = new RBACViolationStatus(
                kept.phase(),
                kept.firstSeen(),
                kept.lastSeen(),
                null,
                7L,
                CONTENT,
                kept.decision(),
                null,
                null,
                kept.conditions());

        assertThat(next(old, found(rejection), TUESDAY)).isEqualTo(kept);
    }

    @Test
    void ofManyDecisionsTheNewestTwentyAreKeptAndUnsignedOnesAreNot() {
        RBACViolationStatus status = OPEN;
        for (int i = 0; i < 25; i++) {
            var review = new ReviewDecision("reject", null, null, "reason " + i, "bob", "2026-06-02T07:00:00Z");
            status = next(status, found(review), TUESDAY);
        }
        status = next(status, found(new ReviewDecision("approve", null, null, "me", null, null)), TUESDAY);
        assertThat(status.decisions())
                .hasSize(PastDecisions.KEPT)
                .extracting(PastDecision::reason)
                .startsWith("reason 5")
                .endsWith("reason 24");
    }

    private static RBACViolationStatus applied(ReviewDecision approval) {
        RBACViolationStatus approved = next(OPEN, found(approval), TUESDAY);
        var spent = new RBACViolationStatus(
                approved.phase(),
                approved.firstSeen(),
                approved.lastSeen(),
                null,
                7L,
                CONTENT,
                Objects.requireNonNull(approved.decision()).used(),
                remediation(),
                null,
                approved.conditions());
        return next(spent, gone(approval), TUESDAY);
    }

    private static Remediation remediation() {
        return new Remediation(
                        Remediation.APPLYING, null, CONTENT, "bob", null, "uid", "{}", List.of(), null, null, List.of())
                .applied("2026-06-02T08:00:00Z", "2026-06-09T08:00:00Z");
    }

    private static RBACViolationStatus next(@Nullable RBACViolationStatus last, ViolationLife.Look look, Instant now) {
        return ViolationLife.next(last, look, now);
    }

    private static ReviewDecision decision(String decision, @Nullable String until) {
        return new ReviewDecision(decision, until, null, "as agreed", "bob", "2026-06-02T07:00:00Z");
    }

    private static ViolationLife.Look found(@Nullable ReviewDecision review) {
        return look(CONTENT, review);
    }

    private static ViolationLife.Look look(String content, @Nullable ReviewDecision review) {
        return new ViolationLife.Look(
                Optional.of(content), List.of("wildcard_verb", "forbidden_role_ref:x"), review, 7L, null);
    }

    private static ViolationLife.Look gone(@Nullable ReviewDecision review) {
        return new ViolationLife.Look(Optional.empty(), List.of(), review, 7L, null);
    }

    private static Condition condition(RBACViolationStatus status, String type) {
        return status.conditions().stream()
                .filter(it -> it.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
