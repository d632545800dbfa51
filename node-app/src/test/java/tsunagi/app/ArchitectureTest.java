package tsunagi.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the modules' dependencies alone do not forbid.
class ArchitectureTest {
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("tsunagi");

    private static final String[] SOCKETS = {"java.net..", "java.nio.channels.."};

    @Test
    void theWireFormatKnowsNoSocketsFilesClocksThreadsOrRandomness() {
        noClasses()
                .that()
                .resideInAPackage("tsunagi.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.time..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.util.random..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
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
        noClasses()
                .that()
                .resideInAPackage("tsunagi.network.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SOCKETS)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "tsunagi.network")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PROGRAM);
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
                .doNotHaveSimpleName("DataDirectory")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..")
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
