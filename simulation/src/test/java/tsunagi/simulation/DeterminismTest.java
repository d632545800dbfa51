package tsunagi.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.IdentityHashMap;
import org.junit.jupiter.api.Test;

/// What would make two runs of one seed differ is not there to be used.
class DeterminismTest {
    private static final JavaClasses SIMULATION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("tsunagi.simulation");

    @Test
    void noThreadsSocketsClocksOrOtherRandomness() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tsunagi.simulation.scale..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.net..", "tsunagi.network")
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
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(IdentityHashMap.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(SIMULATION);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("tsunagi.simulation.(**)").should().beFreeOfCycles().check(SIMULATION);
    }
}
