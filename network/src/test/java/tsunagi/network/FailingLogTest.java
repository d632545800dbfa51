package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.ByteStore;
import tsunagi.chain.Chain;
import tsunagi.chain.HeapStore;
import tsunagi.chain.Quarantine;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// A node whose disk refuses to take more can't go on, and says so.
class FailingLogTest {
    private static final String WORDS = "No space left on device";

    @Test
    void theFirstFailureOfTheLogEndsTheNode() throws IOException {
        List<Block> blocks = Mined.branch(Mined.GENESIS, 3, "a");
        try (TestNode node = TestNode.start(new NodeOptions(0, List.of()), chainOnSmallDisk(2));
                ScriptedPeer sender = node.dial();
                ScriptedPeer witness = node.dial()) {
            sender.send(blocks.subList(0, 2));
            witness.expect(blocks.subList(0, 2));
            sender.send(blocks.get(2));
            assertEquals(WORDS, node.node().failure().join().getMessage());
            sender.expectClosed();
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.NODE_FAILED);
            assertEquals(blocks.get(1).hash(), node.node().tip().hash());
            assertThrows(IOException.class, () -> node.mine("too late"));
        }
    }

    private static Chain chainOnSmallDisk(int blocks) throws IOException {
        return Chain.open(Mined.PARAMETERS, new SmallDisk(blocks), new HeapStore(), Quarantine.NONE)
                .chain();
    }

    /// Takes so many appends and no more.
    private static final class SmallDisk implements ByteStore {
        private final HeapStore store = new HeapStore();
        private int room;

        private SmallDisk(int room) {
            this.room = room;
        }

        @Override
        public long size() {
            return store.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            if (room-- == 0) throw new IOException(WORDS);
            store.append(bytes);
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            store.read(position, into);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return store.transferTo(position, count, target);
        }

        @Override
        public void truncate(long size) {
            store.truncate(size);
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
