package cloud.kuryzhev.rbacguard.kube;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "cloud.kuryzhev.rbacguard.kube", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ofTheOtherModulesKubeUsesPolicyOnly = classes()
            .that()
            .resideInAPackage("..rbacguard.kube..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "cloud.kuryzhev.rbacguard.kube..",
                    "cloud.kuryzhev.rbacguard.policy..",
                    "io.fabric8..",
                    "com.fasterxml.jackson..",
                    "com.github.benmanes.caffeine..",
                    "org.slf4j..",
                    "org.snakeyaml.engine..",
                    "org.jspecify..",
                    "java..");

    @ArchTest
    static final ArchRule theCodecStreamsAndKnowsNoFabric8 = noClasses()
            .that()
            .resideInAPackage("..kube.admission..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "com.fasterxml.jackson.databind..");

    @ArchTest
    static final ArchRule theCustomResourcesAreTypesAlone = noClasses()
            .that()
            .resideInAPackage("..kube.v1alpha1..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..rbacguard.policy..", "..rbacguard.kube", "..rbacguard.kube.admission..");

    @ArchTest
    static final ArchRule nothingIsCaughtThatIsNotExpected = noCodeUnits()
            .that(describe("catch every exception", ArchitectureTest::catchesEveryException))
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage("..rbacguard.kube..")
            .allowEmptyShould(true);

    private static boolean catchesEveryException(JavaCodeUnit unit) {
        return unit.getTryCatchBlocks().stream()
                .flatMap(block -> block.getCaughtThrowables().stream())
                .anyMatch(caught ->
                        caught.isEquivalentTo(Exception.class) || caught.isEquivalentTo(RuntimeException.class));
    }
}
