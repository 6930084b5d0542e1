package cloud.kuryzhev.rbacguard.certs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = CertificateAuthority.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule certificatesNeedNoOtherModule = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are another module's",
                    (JavaClass it) -> it.getPackageName().startsWith("cloud.kuryzhev.rbacguard.")
                            && !it.getPackageName().startsWith("cloud.kuryzhev.rbacguard.certs")));

    @ArchTest
    static final ArchRule noCallerMeetsBouncyCastle = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .notHaveRawReturnType(JavaClass.Predicates.resideInAPackage("org.bouncycastle.."));

    @ArchTest
    static final ArchRule whatIsDueIsAFunctionOfAGivenTime = noClasses()
            .should()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
