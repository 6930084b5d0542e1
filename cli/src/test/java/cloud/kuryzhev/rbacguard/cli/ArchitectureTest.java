package cloud.kuryzhev.rbacguard.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "cloud.kuryzhev.rbacguard.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ofTheOtherModulesTheCommandUsesPolicyKubeAndUsage = classes()
            .that()
            .resideInAPackage("..rbacguard.cli..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "cloud.kuryzhev.rbacguard.cli..",
                    "cloud.kuryzhev.rbacguard.policy..",
                    "cloud.kuryzhev.rbacguard.kube..",
                    "cloud.kuryzhev.rbacguard.usage..",
                    "io.fabric8..",
                    "com.fasterxml.jackson..",
                    "j2html..",
                    "org.snakeyaml.engine..",
                    "picocli..",
                    "org.jspecify..",
                    "javax.xml.stream..",
                    "java..");

    @ArchTest
    static final ArchRule onlyWhatIsLiveNeedsAClient = noClasses()
            .that()
            .haveNameNotMatching("cloud\\.kuryzhev\\.rbacguard\\.cli\\.state\\.Live(Api|Cluster|Violations)")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.fabric8\\.kubernetes\\.client\\.[A-Z].*");

    @ArchTest
    static final ArchRule manifestsAreReadWithoutFabric8 = noClasses()
            .that()
            .resideInAnyPackage("..cli.manifest..", "..cli.scan..", "..cli.compare..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");
}
