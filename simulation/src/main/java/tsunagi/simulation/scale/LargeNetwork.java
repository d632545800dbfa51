package tsunagi.simulation.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tsunagi.chain.AddResult;
import tsunagi.simulation.node.SimulatedNode;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.node.Witness;
import tsunagi.simulation.time.Agenda;
import tsunagi.simulation.time.SkewedClock;
import tsunagi.simulation.time.Trace;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Quality;

/// A network in which nothing goes wrong, and a stopwatch.
///
/// Every node is the real core with its chain; its links are modelled: each has a latency of its
/// own, and 10 Mbit/s. That a node needs time to check a block is not modelled.
final class LargeNetwork {
    /// Blocks that are sent through each network, one after another.
    static final int BLOCKS = 3;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LEAST_LATENCY_NANOS = 10_000_000;
    private static final long MOST_LATENCY_NANOS = 150_000_000;
    private static final long NANOS_PER_BYTE = 800;
    private static final int WINDOW_BYTES = 64 * 1024;
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final int PERCENT = 100;

    private final Random random;
    private final Agenda agenda = new Agenda();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();

    LargeNetwork(Graph graph, int size, long seed) {
        this.random = new Random(seed);
        Witness stopwatch = new Witness() {
            @Override
            public void joined(SimulatedNode node, AddResult.Joined result) {
                arrivals.add(agenda.now());
            }
        };
        Software software = new Software();
        for (int i = 0; i < size; i++) {
            SkewedClock clock = SkewedClock.TRUE;
            nodes.add(new SimulatedNode(
                    SimulatedNode.NAME + i, agenda, random, Trace.none(), clock, software, stopwatch));
        }
        for (Graph.Edge edge : graph.edges(size, random)) {
            long latency = random.nextLong(LEAST_LATENCY_NANOS, MOST_LATENCY_NANOS);
            Quality quality = new Quality(latency, NANOS_PER_BYTE, WINDOW_BYTES, false);
            SimulatedNode dialler = nodes.get(edge.dialler());
            Link link = new Link(agenda, random, quality, dialler, nodes.get(edge.listener()));
            links.add(link);
            dialler.dials(link);
        }
    }

    /// @param graph what the network was made of
    Measurement measure(Graph graph) throws IOException {
        long began = System.nanoTime();
        for (SimulatedNode node : nodes) node.start();
        agenda.runUntil(CONNECTING.toNanos());
        double[] reached = new double[PERCENT];
        long bytesBefore = bytes();
        long frameBytes = 0;
        for (int block = 0; block < BLOCKS; block++) {
            frameBytes += sendThrough(reached);
        }
        double bytes = (double) (bytes() - bytesBefore) / BLOCKS / nodes.size();
        List<Double> averaged = new ArrayList<>();
        for (double seconds : reached) averaged.add(seconds / BLOCKS);
        Duration runTime = Duration.ofNanos(System.nanoTime() - began);
        return new Measurement(graph, nodes.size(), averaged, bytes, bytes * BLOCKS / frameBytes, runTime, heapInUse());
    }

    /// @return length of the block's frame in bytes
    private int sendThrough(double[] reached) throws IOException {
        SimulatedNode miner = nodes.get(random.nextInt(nodes.size()));
        long mined = agenda.now();
        arrivals.clear();
        miner.mine("one block more");
        while (arrivals.size() < nodes.size()) {
            if (agenda.now() - mined > PATIENCE.toNanos()) {
                throw new IOException("a block has reached only " + arrivals.size() + " of " + nodes.size() + " nodes");
            }
            agenda.runUntil(agenda.now() + NANOS_PER_SECOND / 10);
        }
        // The last copies are still on their way.
        agenda.runUntil(agenda.now() + NANOS_PER_SECOND);
        Collections.sort(arrivals);
        for (int percent = 1; percent <= PERCENT; percent++) {
            int rank = (int) Math.ceil((double) nodes.size() * percent / PERCENT) - 1;
            reached[percent - 1] += (double) (arrivals.get(rank) - mined) / NANOS_PER_SECOND;
        }
        return miner.chain().tipFrame().map(frame -> (int) frame.length()).orElseThrow();
    }

    private long bytes() {
        return links.stream().mapToLong(Link::bytes).sum();
    }

    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
