package cloud.kuryzhev.rbacguard.policy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;

@AnalyzeClasses(packagesOf = Policy.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "cloud.kuryzhev.rbacguard.policy";

    @ArchTest
    static final ArchRule theCoreUsesNothingButTheJdkJspecifyAYamlParserAndCel = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    ROOT + "..",
                    "java..",
                    "org.jspecify..",
                    "org.snakeyaml.engine..",
                    "dev.cel..",
                    "com.google.common.collect"));

    @ArchTest
    static final ArchRule onlyThoseWhoEvaluateExpressionsKnowCel = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cel..", "com.google..");

    @ArchTest
    static final ArchRule nobodyNeedsCelToDecide = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".cel", ROOT + ".yaml")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cel");

    @ArchTest
    static final ArchRule onlyThePolicyReaderKnowsYaml = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".yaml")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule theRbacModelKnowsNothingOfThoseWhoUseIt =
            noClasses().that().resideInAPackage(ROOT + ".rbac").should().dependOnClassesThat(ownOutside("rbac"));

    @ArchTest
    static final ArchRule usageKnowsTheRbacModelOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + ".usage")
            .should()
            .dependOnClassesThat(ownOutside("rbac", "usage"));

    @ArchTest
    static final ArchRule theAuditPolicyKnowsTheRbacModelOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + ".audit")
            .should()
            .dependOnClassesThat(ownOutside("rbac", "audit"));

    @ArchTest
    static final ArchRule rulesAndDecisionsKnowNeitherUsageNorDrift = noClasses()
            .that()
            .resideInAnyPackage(ROOT, ROOT + ".rule")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".usage", ROOT + ".drift");

    @ArchTest
    static final ArchRule theCoreHasNoClockAndNoDice = noClasses()
            .should()
            .callMethodWhere(describe("reads a clock", ArchitectureTest::readsAClock))
            .orShould()
            .callMethodWhere(describe("is random", ArchitectureTest::isRandom))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule everyClassIsNamedForWhatItIs =
            noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?");

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> ownOutside(String... names) {
        String[] packages =
                java.util.Arrays.stream(names).map(name -> ROOT + "." + name).toArray(String[]::new);
        return resideInAnyPackage(ROOT + "..").and(resideOutsideOfPackages(packages));
    }

    private static boolean readsAClock(JavaAccess<? extends CodeUnitCallTarget> call) {
        String owner = call.getTarget().getOwner().getPackageName();
        String method = call.getTarget().getName();
        return (owner.equals("java.time") && (method.equals("now") || method.startsWith("system")))
                || method.equals("currentTimeMillis")
                || method.equals("nanoTime");
    }

    private static boolean isRandom(JavaAccess<? extends CodeUnitCallTarget> call) {
        return call.getTarget().getName().equals("randomUUID")
                || call.getTarget().getFullName().startsWith("java.lang.Math.random(");
    }
}
