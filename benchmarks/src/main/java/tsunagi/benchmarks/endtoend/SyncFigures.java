package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// How fast a fresh node gets a whole chain from another, by the growth of its log.
final class SyncFigures {
    private static final long LOOK_NANOS = 2_000_000;
    private static final int COLD_BLOCKS = 500_000;
    private static final int COPIES = 4;

    private record Sample(long nanos, long bytes) {}

    private final Path home;
    private final LongChain chain;
    private final LongChain sample;
    private final Path scratch;

    /// @param sample a shorter chain of such blocks, to be copied again and again
    SyncFigures(Path home, LongChain chain, LongChain sample, Path scratch) {
        this.home = home;
        this.chain = chain;
        this.sample = sample;
        this.scratch = scratch;
    }

    void measure(Figures figures) throws IOException {
        String difficulty = Integer.toString(chain.difficultyBytes());
        try (NodeProcess server = NodeProcess.start(
                home, "", List.of("--data-dir", chain.directory().toString(), "--difficulty", difficulty))) {
            int plainBlocks = Math.min(chain.blocks(), 2 * COLD_BLOCKS);
            DatabindWay databind = new DatabindWay();
            double plain = databind.blocksPerSecond(server.address(), plainBlocks, scratch.resolve("databind.log"));
            fillPageCacheOnce();
            long servedBefore = server.processorNanos();
            try (NodeProcess client = NodeProcess.start(
                    home,
                    "-Xmx64m",
                    List.of(
                            "--data-dir",
                            scratch.resolve("synced").toString(),
                            "--difficulty",
                            difficulty,
                            "--connect",
                            server.hostAndPort()))) {
                List<Sample> growth = watch(scratch.resolve("synced").resolve("chain.log"));
                report(figures, growth, plain);
                double own = (double) client.processorNanos() / chain.blocks();
                figures.add(new Figure(
                        "sync, processor time of the receiver", own, "ns/block", "databind", databind.nanosPerBlock()));
                double served = (double) (server.processorNanos() - servedBefore) / chain.blocks();
                figures.add(new Figure(
                        "sync, processor time of the sender",
                        served,
                        "ns/block",
                        "databind",
                        databind.nanosPerBlock()));
                double peak = client.peakResidentBytes() / 1e6;
                figures.add(new Figure("sync, resident memory at most", peak, "MB", "heap it is given", 67.1));
            }
        }
    }

    /// The host of a virtual machine takes back memory that lies idle, and the first write to what
    /// it gives again seems to take several times as long. So more pages than the receiver will
    /// fill are filled before, and given back to this machine alone.
    private void fillPageCacheOnce() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) copies.add(Files.copy(chain.log(), scratch.resolve("page-cache-" + i)));
        for (Path copy : copies) Files.delete(copy);
    }

    private void report(Figures figures, List<Sample> growth, double plain) throws IOException {
        double cold = rate(growth, 0, Math.min(COLD_BLOCKS, chain.blocks()));
        figures.add(new Figure("sync, first 500,000 blocks (cold)", cold, "blocks/s", "databind, warm", plain));
        double warm = rate(growth, chain.blocks() / 2, chain.blocks());
        figures.add(new Figure("sync, second half (warm)", warm, "blocks/s", "databind, warm", plain));
        double raw = RawCopy.bytesPerSecond(sample.log(), scratch.resolve("raw-copy"));
        double rawBlocks = raw / sample.bytes() * sample.blocks();
        figures.add(new Figure("sync, second half, of a copy", warm, "blocks/s", "a bare copy to a file", rawBlocks));
        if (chain.blocks() < 4 * COLD_BLOCKS) return;
        double early = rate(growth, COLD_BLOCKS, 2 * COLD_BLOCKS);
        double late = rate(growth, chain.blocks() - COLD_BLOCKS, chain.blocks());
        figures.add(new Figure("sync, last 500,000 blocks", late, "blocks/s", "those after the first", early));
    }

    /// Looks at the log until it has grown to its end.
    private List<Sample> watch(Path log) throws IOException {
        long whole = chain.bytes();
        List<Sample> samples = new ArrayList<>();
        long deadline = System.nanoTime() + 300_000_000_000L;
        long bytes = 0;
        while (bytes < whole) {
            bytes = Files.exists(log) ? Files.size(log) : 0;
            if (bytes > 0) samples.add(new Sample(System.nanoTime(), bytes));
            if (System.nanoTime() > deadline) throw new IOException("synced only " + bytes + " of " + whole + " bytes");
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return samples;
    }

    private double rate(List<Sample> growth, long fromBlock, long toBlock) {
        return (toBlock - fromBlock) * 1e9 / (timeOf(growth, toBlock) - timeOf(growth, fromBlock));
    }

    /// When the log had so many blocks, all being of one size.
    private long timeOf(List<Sample> growth, long block) {
        double bytes = (double) block / chain.blocks() * growth.getLast().bytes();
        return growth.stream()
                .filter(sample -> sample.bytes() >= bytes)
                .findFirst()
                .orElse(growth.getLast())
                .nanos();
    }
}
