package cloud.kuryzhev.rbacguard.admission;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cloud.kuryzhev.rbacguard.policy.drift.LeastRole;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "cloud.kuryzhev.rbacguard", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ADMISSION = "..rbacguard.admission..";

    @ArchTest
    static final ArchRule ofTheOtherModulesAdmissionUsesPolicyKubeAndCertsOnly = noClasses()
            .that()
            .resideInAPackage(ADMISSION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..rbacguard.drift..", "..rbacguard.usage..", "..rbacguard.testbed..");

    @ArchTest
    static final ArchRule ofDriftAdmissionUsesTheLeastRoleOnly = noClasses()
            .that()
            .resideInAPackage(ADMISSION)
            .should()
            .dependOnClassesThat(describe(
                    "belong to drift, other than the least role",
                    used -> used.getPackageName().startsWith(LeastRole.class.getPackageName())
                            && !used.getName().startsWith(LeastRole.class.getName())));

    @ArchTest
    static final ArchRule nobodyUsesAdmission = classes()
            .that()
            .resideInAPackage(ADMISSION)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage(ADMISSION);

    @ArchTest
    static final ArchRule fabric8sRbacTypesAreTouchedInKubeOnly = noClasses()
            .that()
            .resideInAPackage(ADMISSION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.api.model.rbac..");

    @ArchTest
    static final ArchRule jsonIsReadAndWrittenInKubeOnly = noClasses()
            .that()
            .resideInAPackage(ADMISSION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..");

    @ArchTest
    static final ArchRule everyExceptionIsCaughtAtTheHttpEdgeOnly = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(ADMISSION)
            .and(describe("catch every exception", ArchitectureTest::catchesEveryException))
            .should()
            .beDeclaredIn(ValidateServlet.class);

    private static boolean catchesEveryException(JavaCodeUnit unit) {
        return unit.getTryCatchBlocks().stream()
                .flatMap(block -> block.getCaughtThrowables().stream())
                .anyMatch(caught ->
                        caught.isEquivalentTo(Exception.class) || caught.isEquivalentTo(RuntimeException.class));
    }
}
