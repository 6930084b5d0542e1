package cloud.kuryzhev.rbacguard.usage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = AuditIngest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "cloud.kuryzhev.rbacguard";
    private static final String EVENT = ROOT + ".usage.event..";
    private static final String STORE = ROOT + ".usage.store..";
    private static final String FILE = ROOT + ".usage.file..";
    private static final String ENVELOPE = ROOT + ".usage.envelope..";
    private static final String JOURNAL = ROOT + ".usage.journal..";
    private static final String INTAKE = ROOT + ".usage.intake..";
    private static final String KAFKA = ROOT + ".usage.kafka..";

    @ArchTest
    static final ArchRule ofTheOtherModulesOnlyTheModelIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".kube..",
                    ROOT + ".admission..",
                    ROOT + ".drift..",
                    ROOT + ".certs..",
                    ROOT + ".policy.rule..",
                    ROOT + ".policy.drift..");

    @ArchTest
    static final ArchRule theMeaningOfEventsKnowsNeitherSourcesNorTheStore = noClasses()
            .that()
            .resideInAPackage(EVENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORE, FILE, ENVELOPE, JOURNAL, INTAKE, KAFKA);

    @ArchTest
    static final ArchRule theStoreKnowsNoSource = noClasses()
            .that()
            .resideInAPackage(STORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FILE, ENVELOPE, JOURNAL, INTAKE, KAFKA);

    @ArchTest
    static final ArchRule sqlIsSpokenInTheStoreOnly = noClasses()
            .that()
            .resideOutsideOfPackage(STORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "org.flywaydb..");

    @ArchTest
    static final ArchRule theJournalKnowsNotWhoDelivers = noClasses()
            .that()
            .resideInAPackage(JOURNAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FILE, INTAKE, KAFKA);

    @ArchTest
    static final ArchRule kafkaIsSpokenInOnePackageOnly = noClasses()
            .that()
            .resideOutsideOfPackage(KAFKA)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule noSpring =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "io.micrometer..");

    @ArchTest
    static final ArchRule nothingReadsTheSystemClockItself = noClasses()
            .should()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
