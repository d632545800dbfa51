package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node behind a shell ends with it.
@Timeout(120)
class NodeProcessTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private int port;

    private NodeProcess started(String script) throws IOException {
        return started(ListeningProgram.behind(script));
    }

    private NodeProcess started(Target.Command command) throws IOException {
        port = Ports.next();
        NodeProcess node = NodeProcess.start(command, port, List.of(), data);
        long end = System.nanoTime() + START.toNanos();
        while (!PortHolder.accepts(port)) {
            if (node.ended() != null || System.nanoTime() > end) {
                node.kill();
                throw new IOException("it did not start: " + node.ended() + node.words());
            }
            LockSupport.parkNanos(10_000_000);
        }
        return node;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec \"$@\"",
                "\"$@\"; true",
                "\"$@\"; exit $?",
                "\"$@\" &",
                "(\"$@\" &) ; exit 0",
                "\"$@\" & wait",
                "trap '' TERM; (trap - TERM; \"$@\"); true",
                "sh -c '\"$@\"; true' sh \"$@\"; true"
            })
    void afterStopAndAfterKillNobodyListens(String script) throws IOException {
        NodeProcess stopped = started(script);
        assertNull(stopped.ended());
        assertEquals(
                OptionalInt.empty(),
                stopped.endStatus().stream().filter(status -> status != 0).findAny());
        assertTrue(stopped.stop(STOP));
        assertOver(stopped);

        NodeProcess killed = started(script);
        killed.kill();
        assertOver(killed);
    }

    private void assertOver(NodeProcess node) {
        assertFalse(PortHolder.accepts(port));
        assertEquals(List.of(), PortHolder.of(port));
        assertNull(node.endFault());
        assertNotNull(node.ended());
        assertTrue(node.endStatus().isPresent());
    }

    /// It cleans its environment and leaves its parents, so nothing but its port gives it away.
    @Test
    void aNodeThatHidesIsFoundAtItsPort() throws IOException {
        NodeProcess node = started("(env -i \"$@\" &) ; sleep 1000");
        assertTrue(node.stop(STOP));
        String fault = String.valueOf(node.endFault());
        assertTrue(fault.contains("port " + port + " still accepts connections"), fault);
        assertFalse(PortHolder.accepts(port));
    }

    @Test
    void aNodeThatDoesNotEndWhenItIsAskedToIsKilled() throws IOException {
        NodeProcess node = started("trap '' TERM; while :; do sleep 1; done & \"$@\"");
        assertFalse(node.stop(Duration.ofMillis(300)));
        node.kill();
        assertOver(node);
    }

    @Test
    void theStatusIsThatOfTheCommand() throws IOException {
        NodeProcess wrapped = started("\"$@\" & trap 'kill $!; wait; exit 7' TERM; wait");
        assertTrue(wrapped.stop(STOP));
        assertEquals(OptionalInt.of(7), wrapped.endStatus());
        NodeProcess bare = started(new Target.Command(ListeningProgram.words()));
        assertTrue(bare.stop(STOP));
        assertEquals(OptionalInt.of(143), bare.endStatus());
    }

    @Test
    void whatItSaidLastIsThereWhenItHasEnded() throws IOException {
        NodeProcess node =
                NodeProcess.start(new Target.Command(List.of("sh", "-c", "echo why >&2; exit 3")), 1, List.of(), data);
        while (node.ended() == null) LockSupport.parkNanos(1_000_000);
        assertEquals("why\n", node.words());
        assertEquals("it ended with status 3", node.ended());
    }

    @Test
    void aToolThatHangsIsEnded() {
        assertThrows(
                IOException.class, () -> Netem.run(List.of("sh", "-c", "sleep 1000; true"), Duration.ofMillis(100)));
    }
}
