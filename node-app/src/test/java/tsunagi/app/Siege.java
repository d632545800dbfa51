package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tsunagi.chain.Chain;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Origin;
import tsunagi.protocol.Block;

/// The program as it runs, in the memory that it says it needs, under attack by a process of its
/// own, while two honest peers pass blocks to each other through it.
///
/// @param attacks       at once; none to see what it is like without
/// @param bitsPerSecond what the line of all attackers together carries, in either direction
/// @param length        of the attack
/// @param deadline      for an honest block
record Siege(List<Attack> attacks, long bitsPerSecond, Duration length, Duration deadline) {
    /// More options for the node's JVM, to look into it:
    /// `-Dnode.options="-XX:StartFlightRecording:..."`.
    private static final List<String> NODE_OPTIONS = Stream.of(
                    System.getProperty("node.options", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final Duration BETWEEN_BLOCKS = Duration.ofMillis(50);

    /// For the attackers to start and to end, on a machine that may be busy with anything.
    private static final Duration AROUND_THE_ATTACK = Duration.ofSeconds(80);

    /// What came of it.
    ///
    /// @param directory is empty, and has the block log and the collector's log afterwards
    Toll endure(Path directory) throws Exception {
        layTerrain(directory);
        Path blockLog = directory.resolve("chain.log");
        Path collections = directory.resolve("gc.log");
        List<String> options = new ArrayList<>(
                List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + collections + "::filecount=0"));
        options.addAll(NODE_OPTIONS);
        try (NodeProcess target =
                NodeProcess.startWith(options, "0", "--difficulty", "0", "--data-dir", directory.toString())) {
            int port = target.awaitPort();
            long logBefore = Files.size(blockLog);
            List<Duration> times = new ArrayList<>();
            Map<Attack, Attackers.Fired> fired;
            long honestBytes;
            try (HonestPeer from = new HonestPeer(port);
                    HonestPeer to = new HonestPeer(port)) {
                from.newBlockTo(to, deadline);
                fired = underFire(port, from, to, times);
                honestBytes = from.minedBytes();
            }
            assertTrue(target.isAlive(), "the node lives");
            Toll.Footprint footprint = Toll.Footprint.of(target.pid(), collections);
            long growth = Files.size(blockLog) - logBefore;
            target.terminate();
            NodeProcess.Ended ended = target.awaitEnd();
            assertEquals(0, ended.status(), ended::toString);
            times.sort(null);
            return new Toll(List.copyOf(times), honestBytes, fired, footprint, growth, ended.errorLines());
        }
    }

    private static void layTerrain(Path directory) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(Ammunition.PARAMETERS).chain()) {
            List<Block> terrain = Ammunition.terrain();
            for (Block block : terrain.subList(1, terrain.size())) chain.add(block, Origin.LOCAL);
        }
    }

    private Map<Attack, Attackers.Fired> underFire(int port, HonestPeer from, HonestPeer to, List<Duration> times)
            throws IOException {
        if (attacks.isEmpty()) {
            gossip(from, to, times);
            return Map.of();
        }
        Process attackers = startAttackers(port);
        // What it says is read without a deadline, which no interrupt ends: only its own end does.
        CompletableFuture<Process> end = attackers
                .onExit()
                .orTimeout(length.plus(AROUND_THE_ATTACK).toSeconds(), SECONDS)
                .whenComplete((ended, late) -> attackers.destroyForcibly());
        try (BufferedReader says = attackers.inputReader(UTF_8)) {
            assertEquals(Attackers.FIRING, says.readLine());
            gossip(from, to, times);
            attackers.getOutputStream().close();
            Map<Attack, Attackers.Fired> fired = says.lines()
                    .map(line -> line.split(" "))
                    .collect(toMap(words -> Attack.valueOf(words[0]), Attackers.Fired::of));
            assertEquals(Set.copyOf(attacks), fired.keySet(), "all attackers say what they sent");
            return fired;
        } finally {
            end.cancel(false);
            attackers.destroyForcibly();
        }
    }

    private Process startAttackers(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                Attackers.class.getName(),
                String.valueOf(port),
                String.valueOf(bitsPerSecond)));
        for (Attack attack : attacks) command.add(attack.name());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void gossip(HonestPeer from, HonestPeer to, List<Duration> times) throws IOException {
        long until = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < until) {
            times.add(from.newBlockTo(to, deadline));
            LockSupport.parkNanos(BETWEEN_BLOCKS.toNanos());
        }
    }
}
