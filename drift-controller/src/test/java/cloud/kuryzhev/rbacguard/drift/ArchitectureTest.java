package cloud.kuryzhev.rbacguard.drift;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = Cycle.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "cloud.kuryzhev.rbacguard";

    @ArchTest
    static final ArchRule theControllerKnowsNothingOfAdmission =
            noClasses().should().dependOnClassesThat().resideInAnyPackage(ROOT + ".admission..", ROOT + ".cli..");

    @ArchTest
    static final ArchRule admissionReviewsAreNoneOfItsBusiness =
            noClasses().should().dependOnClassesThat().resideInAPackage(ROOT + ".kube.admission..");

    @ArchTest
    static final ArchRule thePureCoreIsUsedByTheCycleThoseWhoFeedItAndTheWritersOfSpecsOnly = noClasses()
            .that()
            .doNotBelongToAnyOf(
                    ClusterFacts.class,
                    ClusterGaps.class,
                    ControllerStatus.class,
                    CronJobs.class,
                    Cycle.class,
                    DriftConfiguration.class,
                    DriftMetrics.class,
                    ManifestDiff.class,
                    ShadowWatches.class,
                    SuggestedChanges.class,
                    SuggestionSummary.class,
                    ViolationSpecs.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".policy.drift..");

    @ArchTest
    static final ArchRule onlyTheTicksOfSchedulersCatchEverything = codeUnits()
            .that(describe("catch Exception", ArchitectureTest::catchesEverything))
            .should()
            .beDeclaredInClassesThat()
            .haveNameMatching(".*\\.(CycleLoop|certificates\\.CertificateLoop|telling\\.Teller)");

    @ArchTest
    static final ArchRule onlyTheConfigurationKnowsTheSystemClock = noClasses()
            .that()
            .doNotBelongToAnyOf(DriftConfiguration.class)
            .should()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static boolean catchesEverything(JavaCodeUnit unit) {
        return unit.getTryCatchBlocks().stream()
                .flatMap(block -> block.getCaughtThrowables().stream())
                .anyMatch(caught ->
                        caught.isEquivalentTo(Exception.class) || caught.isEquivalentTo(RuntimeException.class));
    }
}
