package tsunagi.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// How fast a node sends its chain to readers that throw it away, and what gossip notices of it.
final class ServeFigures {
    private static final int ROUNDS = 20;
    private static final int READERS = 10;
    private static final int GOSSIPED_BLOCKS = 200;
    private static final double DELAY_BAR_MILLIS = 5;

    private final Path home;
    private final LongChain chain;

    /// @param chain gets longer
    ServeFigures(Path home, LongChain chain) {
        this.home = home;
        this.chain = chain;
    }

    void measure(Figures figures) throws IOException {
        List<String> arguments = List.of(
                "--data-dir", chain.directory().toString(), "--difficulty", Integer.toString(chain.difficultyBytes()));
        try (NodeProcess node = NodeProcess.start(home, "", arguments);
                RawServer.Running raw = RawServer.start("serve", chain.log().toString())) {
            List<Double> ofNode = new ArrayList<>();
            List<Double> ofRaw = new ArrayList<>();
            for (int round = 0; round < 2 * ROUNDS; round++) {
                double one = megabytesPerSecond(node.address());
                double other = megabytesPerSecond(raw.address());
                if (round < ROUNDS) continue;
                ofNode.add(one);
                ofRaw.add(other);
            }
            figures.add(new Figure("serving one reader", median(ofNode), "MB/s", "a bare transferTo", median(ofRaw)));
            fairness(figures, node);
            gossip(figures, node);
        }
    }

    private double megabytesPerSecond(SocketAddress server) throws IOException {
        long start = System.nanoTime();
        long bytes = chain.bytes();
        read(server, bytes, new AtomicLong(), new AtomicBoolean());
        return bytes * 1e3 / (System.nanoTime() - start);
    }

    /// Asks for the chain and reads that many bytes of it, or until it is stopped.
    private static void read(SocketAddress server, long bytes, AtomicLong taken, AtomicBoolean stop)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        try (SocketChannel socket = SocketChannel.open(server)) {
            socket.write(ByteBuffer.wrap("GET_CHAIN\n".getBytes(UTF_8)));
            while (taken.get() < bytes && !stop.get()) {
                int read = socket.read(buffer.clear());
                if (read < 0) throw new IOException("the server closed the connection");
                taken.addAndGet(read);
            }
        }
    }

    private void fairness(Figures figures, NodeProcess node) throws IOException {
        AtomicBoolean anyDone = new AtomicBoolean();
        List<AtomicLong> taken = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        long bytes = chain.bytes();
        for (int i = 0; i < READERS; i++) {
            AtomicLong own = new AtomicLong();
            taken.add(own);
            readers.add(reading(node, bytes, own, anyDone, false));
        }
        readers.forEach(ServeFigures::join);
        long[] sorted = taken.stream().mapToLong(AtomicLong::get).sorted().toArray();
        figures.add(new Figure(
                "ten readers, the least of them", sorted[0] / 1e6, "MB", "the most", sorted[READERS - 1] / 1e6));
    }

    private static Thread reading(
            NodeProcess node, long bytes, AtomicLong taken, AtomicBoolean stop, boolean overAndOver) {
        return Thread.ofPlatform().start(() -> {
            try {
                do {
                    taken.set(0);
                    read(node.address(), bytes, taken, stop);
                } while (overAndOver && !stop.get());
                stop.set(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// From one peer through the node to another, on its own and beside ten readers.
    private void gossip(Figures figures, NodeProcess node) throws IOException {
        try (Gossip gossip = new Gossip(node, chain)) {
            double[] alone = gossip.milliseconds(GOSSIPED_BLOCKS);
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> readers = new ArrayList<>();
            long bytes = Files.size(chain.log());
            for (int i = 0; i < READERS; i++) readers.add(reading(node, bytes, new AtomicLong(), stop, true));
            double[] beside = gossip.milliseconds(GOSSIPED_BLOCKS);
            stop.set(true);
            readers.forEach(ServeFigures::join);
            add(figures, "median", part(beside, 0.5), part(alone, 0.5));
            add(figures, "90 %", part(beside, 0.9), part(alone, 0.9));
        }
    }

    private static void add(Figures figures, String which, double beside, double alone) {
        figures.add(new Figure("gossip beside ten readers, " + which, beside, "ms", "alone", alone));
        figures.add(new Figure("gossip later than alone, " + which, beside - alone, "ms", "the bar", DELAY_BAR_MILLIS));
    }

    /// The time that such a part of all took no longer than.
    private static double part(double[] values, double part) {
        return Arrays.stream(values)
                .sorted()
                .skip((long) (values.length * part))
                .findFirst()
                .orElseThrow();
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
