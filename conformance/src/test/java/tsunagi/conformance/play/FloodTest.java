package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.Golden;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;

class FloodTest {
    /// The player runs in a virtual thread, as it does in a suite, and probes are flooded too.
    @Test
    void aProcessThatFloodsEverybodyKeepsNobodyFromTheVerdict() throws Exception {
        Scenario scenario = Golden.read(Path.of("../golden")).scenarios().stream()
                .filter(one -> one.id().equals("framing/half-close-still-answered"))
                .findFirst()
                .orElseThrow();
        FutureTask<Outcome> outcome = new FutureTask<>(() -> Player.play(scenario, flood(), 1));
        Thread.ofVirtual().start(outcome);
        Verdict verdict = outcome.get(60, TimeUnit.SECONDS).verdict();
        Verdict.Failure failure = assertInstanceOf(Verdict.Failed.class, verdict, verdict::toString)
                .failure();
        assertTrue(failure.message().contains("another frame came"), failure::message);
    }

    private static Target flood() throws URISyntaxException {
        Path classes = Path.of(
                Flood.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new Target.Command(List.of(java.toString(), "-cp", classes.toString(), Flood.class.getName(), "{port}"));
    }
}
