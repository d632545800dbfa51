package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {
    private final ThreadDeaths deaths = new ThreadDeaths();
    private final List<String> reported = new ArrayList<>();

    private void die(String name) throws InterruptedException {
        Thread thread = Thread.ofPlatform()
                .name(name)
                .uncaughtExceptionHandler(deaths)
                .start(() -> {
                    throw new AssertionError("why " + name + " died");
                });
        thread.join();
    }

    private void report() {
        deaths.report((thread, cause) -> reported.add(thread + ": " + cause.getMessage()));
    }

    @Test
    void aDeathAfterTheStartIsReported() throws InterruptedException {
        report();
        assertEquals(List.of(), reported);
        die("log");
        assertEquals(List.of("log: why log died"), reported);
    }

    /// The JVM's own handler would print a trace, and the node would go on without that thread.
    @Test
    void aDeathBeforeThereIsANodeIsReportedWhenThereIs() throws InterruptedException {
        die("warm-up");
        die("later");
        report();
        assertEquals(List.of("warm-up: why warm-up died"), reported);
    }
}
