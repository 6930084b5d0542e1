package cloud.kuryzhev.rbacguard.kube;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
                    "org.slf4j..",
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
}
