package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Message;
import tsunagi.protocol.ProtocolLimits;

/// Two peers of a node: the node relays the blocks of one to the other.
final class Gossip implements AutoCloseable {
    private final SocketChannel teller;
    private final SocketChannel hearer;
    private final LongChain chain;
    private Block tip;

    Gossip(NodeProcess node, LongChain chain) throws IOException {
        this.teller = node.connect();
        this.hearer = node.connect();
        this.chain = chain;
        this.tip = lastOf(chain.log());
    }

    /// How long each of so many blocks is on its way.
    double[] milliseconds(int blocks) throws IOException {
        double[] times = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            tip = chain.child(tip);
            ByteBuffer heard = ByteBuffer.allocate(BlockWriter.frame(tip).length);
            long start = System.nanoTime();
            teller.write(ByteBuffer.wrap(BlockWriter.frame(tip)));
            while (heard.hasRemaining()) {
                if (hearer.read(heard) < 0) throw new IOException("the node closed the connection");
            }
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        return times;
    }

    private static Block lastOf(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), 2 * ProtocolLimits.MAX_FRAME_BYTES)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            int start = end.length - 1;
            while (start > 0 && end[start - 1] != '\n') start--;
            ByteBuffer frame = ByteBuffer.wrap(end, start, end.length - start).slice();
            if (Message.parse(frame) instanceof Message.BlockAnnounced last) return last.block();
            throw new IOException(log + " does not end with a block");
        }
    }

    @Override
    public void close() throws IOException {
        try (teller) {
            hearer.close();
        }
    }
}
