package tsunagi.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the modules' dependencies alone do not forbid.
class ArchitectureTest {
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("tsunagi");

    @Test
    void theWireFormatKnowsNoSocketsFilesClocksThreadsOrRandomness() {
        noThreadsOrClocksIn("tsunagi.protocol..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.util.random..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(PROGRAM);
    }

    @Test
    void theChainKnowsNothingOfTheNetwork() {
        noClasses()
                .that()
                .resideInAPackage("tsunagi.chain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "tsunagi.network..", "tsunagi.app..")
                .check(PROGRAM);
    }

    @Test
    void whatTheNetworkDecidesIsDecidedWithoutSocketsThreadsOrClocks() {
        noThreadsOrClocksIn("tsunagi.network.core..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "tsunagi.network")
                .check(PROGRAM);
    }

    /// A length of time is a value; only what tells the time is a clock.
    private static ClassesShouldConjunction noThreadsOrClocksIn(String packages) {
        return noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Temporal.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    @Test
    void theNetworkTouchesNoFilesStandardInputOrFlags() {
        noClasses()
                .that()
                .resideInAPackage("tsunagi.network..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "org.apache.commons.cli..", "tsunagi.app..")
                .orShould()
                .accessField(System.class, "in")
                .check(PROGRAM);
    }

    @Test
    void onlyTheChainsStoresTouchFiles() {
        noClasses()
                .that()
                .resideInAPackage("tsunagi.chain..")
                .and()
                .doNotHaveSimpleName("FileStore")
                .and()
                .doNotHaveSimpleName("FileDirectory")
                .and()
                .doNotHaveSimpleName("DataDirectory")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..")
                .check(PROGRAM);
    }

    @Test
    void theJudgeSharesNoCodeWithTheAccused() {
        noClasses()
                .that()
                .resideInAPackage("tsunagi.conformance..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tsunagi.protocol..", "tsunagi.chain..", "tsunagi.network..", "tsunagi.app..")
                .check(PROGRAM);
    }

    /// What a module descriptor would hide (docs/adr/0007-1-no-module-descriptors.md).
    @Test
    void theProgramSeesOfTheKitWhatTheKitShows() {
        noClasses()
                .that()
                .resideInAPackage("tsunagi.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "tsunagi.conformance.container..",
                        "tsunagi.conformance.explore..",
                        "tsunagi.conformance.play..",
                        "tsunagi.conformance.report..")
                .check(PROGRAM);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("tsunagi.(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(PROGRAM);
        methods().should().haveNameNotMatching("get[A-Z].*").check(PROGRAM);
    }
}
