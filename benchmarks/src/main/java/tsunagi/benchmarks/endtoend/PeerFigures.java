package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tsunagi.benchmarks.ChainShape;
import tsunagi.chain.ChainParameters;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// What many idle peers cost a node, and how long one block takes to all of them.
final class PeerFigures {
    private static final int ROUNDS = 9;
    private static final double PEER_BYTES_BAR = 6 * 1024;
    private static final ChainShape SHAPE = ChainShape.madeUp();

    private final Path home;
    private final int count;

    PeerFigures(Path home, int count) {
        this.home = home;
        this.count = count;
    }

    void measure(Figures figures) throws IOException {
        List<String> arguments =
                List.of("--in-memory", "--difficulty", "0", "--max-peers", Integer.toString(count + 10));
        double ofNode;
        try (NodeProcess node = NodeProcess.start(home, "-Xmx256m", arguments)) {
            long before = node.liveHeapBytes();
            try (Crowd crowd = new Crowd(node.address(), count)) {
                ofNode = crowd.broadcastMilliseconds();
                double each = (double) (node.liveHeapBytes() - before) / count;
                figures.add(new Figure("heap of an idle peer", each, "bytes", "the bar", PEER_BYTES_BAR));
            }
        }
        Optional<Path> inC = SendLoop.compiled(home);
        String peers = Integer.toString(count);
        try (RawServer.Running raw = inC.isPresent()
                        ? RawServer.start(List.of(inC.get().toString(), peers))
                        : RawServer.start("broadcast", peers);
                Crowd crowd = new Crowd(raw.address(), count)) {
            double ofLoop = crowd.broadcastMilliseconds();
            String against = inC.isPresent() ? "a C loop of sends" : "a Java loop of writes";
            figures.add(new Figure("one block to " + count + " peers", ofNode, "ms", against, ofLoop));
        }
    }

    /// Peers that only listen, and one that sends.
    private static final class Crowd implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final List<SocketChannel> peers = new ArrayList<>();
        private final SocketChannel teller;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        private Block tip = ChainParameters.book().genesis();

        Crowd(SocketAddress server, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                SocketChannel peer = SocketChannel.open(server);
                peer.configureBlocking(false);
                peer.register(selector, SelectionKey.OP_READ);
                peers.add(peer);
            }
            teller = SocketChannel.open(server);
        }

        double broadcastMilliseconds() throws IOException {
            List<Double> times = new ArrayList<>();
            for (int round = 0; round < 2 * ROUNDS; round++) {
                double time = broadcast();
                if (round >= ROUNDS) times.add(time);
            }
            return ServeFigures.median(times);
        }

        private double broadcast() throws IOException {
            tip = SHAPE.child(tip, 0);
            byte[] frame = BlockWriter.frame(tip);
            long awaited = (long) frame.length * peers.size();
            long start = System.nanoTime();
            teller.write(ByteBuffer.wrap(frame));
            while (awaited > 0) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    int read = ((SocketChannel) key.channel()).read(buffer.clear());
                    if (read < 0) throw new IOException("the server closed a connection");
                    awaited -= read;
                }
                selector.selectedKeys().clear();
            }
            return (System.nanoTime() - start) / 1e6;
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel peer : peers) peer.close();
            try (selector) {
                teller.close();
            }
        }
    }
}
