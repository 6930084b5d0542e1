package cloud.kuryzhev.rbacguard.pages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "cloud.kuryzhev.rbacguard.pages", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "cloud.kuryzhev.rbacguard";

    @ArchTest
    static final ArchRule ofTheOtherModulesPagesUsePolicyAndKubeOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".drift..", ROOT + ".usage..", ROOT + ".certs..", ROOT + ".admission..", ROOT + ".cli..");

    @ArchTest
    static final ArchRule whoSomebodyIsDependsOnNoPage = noClasses()
            .that()
            .resideInAPackage(ROOT + ".pages.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".pages.queue..", ROOT + ".pages.violation..", ROOT + ".pages.layout..");

    @ArchTest
    static final ArchRule nobodyKnowsTheSystemClock = noClasses()
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
