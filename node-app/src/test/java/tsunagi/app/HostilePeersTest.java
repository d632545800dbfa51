package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.network.Node;
import tsunagi.network.NodeEvent;
import tsunagi.network.NodeOptions;
import tsunagi.network.PeerAddress;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Attacks on the program as it runs, in the memory that it says it needs: it goes on, an honest
/// block still gets through, and what it writes stays within its bounds. A heap that is too small ends
/// the process, which is how one would see it.
@Isolated
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostilePeersTest {
    private static final List<String> MEMORY_BUDGET = List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
    private static final Duration ALONE = Duration.ofSeconds(2);
    private static final Duration TOGETHER = Duration.ofSeconds(8);

    /// Generous: on a quiet machine it is tens of milliseconds.
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /// What peers can cause in a minute, the start of the node, and a report each second of what was left out.
    private static final int MOST_LOG_LINES =
            60 + 20 + 2 * (int) DEADLINE.toSeconds() + 20 * (int) TOGETHER.toSeconds();

    /// All blocks that joined, of which the rewritten histories are the most.
    private static final long MOST_DISK_BYTES = 8L << 20;

    private static final class Fire implements Attack.Going {
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public boolean on() {
            return over.getCount() > 0;
        }

        @Override
        public void pause(long millis) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        void cease() {
            over.countDown();
        }
    }

    /// A node in this process that dials the one under attack, and whose blocks are honest.
    private static final class Honest implements AutoCloseable {
        private final Set<Hash> heard = ConcurrentHashMap.newKeySet();
        private final Node node;

        private Honest(int port) throws IOException {
            PeerAddress target = new PeerAddress("127.0.0.1", port);
            NodeOptions options = new NodeOptions(0, List.of(target));
            this.node = Node.start(options, Chain.inMemory(Attack.PARAMETERS), this::hear);
        }

        private void hear(NodeEvent event) {
            if (!(event instanceof NodeEvent.BlockJoined joined)) return;
            for (AddResult.LoggedBlock block : joined.result().joined()) heard.add(block.hash());
        }

        private Hash mine(String data) throws IOException {
            Block template = node.tip().child(data, List.of(), 0);
            Block block = template.withProof(0, template.computeHash());
            node.submit(block);
            return block.hash();
        }

        @Override
        public void close() throws IOException {
            node.close();
        }
    }

    /// From mining at one until the other has it, the node under attack between them. If history
    /// is rewritten under the block, another one is mined, and the time goes on.
    private static Duration newBlockThrough(Honest from, Honest to) throws IOException {
        long began = System.nanoTime();
        List<Hash> mined = new ArrayList<>();
        for (int attempt = 0; ; attempt++) {
            if (attempt % 100 == 0) mined.add(from.mine("honest " + began + " " + attempt));
            for (Hash hash : mined) {
                if (to.heard.contains(hash)) return Duration.ofNanos(System.nanoTime() - began);
            }
            assertTrue(System.nanoTime() - began < DEADLINE.toNanos(), "the honest block does not arrive");
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static void underFire(List<Attack> attacks, Duration length, Path data, TestReporter reporter)
            throws Exception {
        Fire fire = new Fire();
        try (NodeProcess target =
                NodeProcess.startWith(MEMORY_BUDGET, "0", "--difficulty", "0", "--data-dir", data.toString())) {
            int port = target.awaitPort();
            List<Thread> guns = new ArrayList<>();
            List<Duration> times = new ArrayList<>();
            try (Honest from = new Honest(port);
                    Honest to = new Honest(port)) {
                newBlockThrough(from, to);
                for (Attack attack : attacks) guns.add(start(attack, port, fire));
                long until = System.nanoTime() + length.toNanos();
                while (System.nanoTime() < until) times.add(newBlockThrough(from, to));
            } finally {
                fire.cease();
                for (Thread gun : guns) gun.join(10_000);
            }
            assertTrue(target.isAlive(), "the node lives");
            times.sort(null);
            long disk = Files.size(data.resolve("chain.log"));
            target.terminate();
            NodeProcess.Ended ended = target.awaitEnd();
            reporter.publishEntry(
                    String.valueOf(attacks),
                    times.size() + " honest blocks, the slowest after "
                            + times.getLast().toMillis() + " ms, half within "
                            + times.get(times.size() / 2).toMillis()
                            + " ms; " + disk + " bytes on disk; "
                            + ended.errorLines().size() + " log lines");
            assertTrue(disk <= MOST_DISK_BYTES, () -> disk + " bytes on disk");
            assertTrue(
                    ended.errorLines().size() <= MOST_LOG_LINES,
                    () -> ended.errorLines().size() + " log lines");
            assertTrue(ended.status() == 0, () -> "ended with " + ended);
        }
    }

    private static Thread start(Attack attack, int port, Fire fire) {
        return Thread.ofPlatform().name(attack.name()).start(() -> {
            while (fire.on()) {
                try {
                    attack.fire(port, fire);
                } catch (IOException e) {
                    // Thrown out, which is what a node may do to it.
                    fire.pause(50);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void eachAloneIsEndured(Attack attack, @TempDir Path data, TestReporter reporter) throws Exception {
        underFire(List.of(attack), ALONE, data, reporter);
    }

    @Test
    void allAtOnceAreEndured(@TempDir Path data, TestReporter reporter) throws Exception {
        underFire(List.of(Attack.values()), TOGETHER, data, reporter);
    }
}
