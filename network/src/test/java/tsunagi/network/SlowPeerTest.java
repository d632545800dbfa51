package tsunagi.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.chain.Chain;
import tsunagi.chain.DataDirectory;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Rule 5.4: a slow or silent peer delays nobody.
class SlowPeerTest {
    private static final int BIG_FRAME_BYTES = 4000;
    private static final int REQUESTS = 200;

    /// More than there are threads to run them: if one of them held its thread, all would be held.
    private static final int DEAF_PEERS = Runtime.getRuntime().availableProcessors() + 2;

    @Test
    void peersThatNeverReadDelayNobodyWithTheChainInAFile(@TempDir Path directory) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            gossipPastDeafPeers(data.openChain(Mined.PARAMETERS).chain());
        }
    }

    @Test
    void peersThatNeverReadDelayNobodyWithTheChainInMemory() throws IOException {
        gossipPastDeafPeers(Chain.inMemory(Mined.PARAMETERS));
    }

    private static void gossipPastDeafPeers(Chain chain) throws IOException {
        try (TestNode node = TestNode.start(new NodeOptions(0, List.of()), chain);
                ScriptedPeer sender = node.dial();
                ScriptedPeer reader = node.dial()) {
            List<ScriptedPeer> deaf = new ArrayList<>();
            try {
                List<Block> blocks = bigBlocks(64);
                sender.send(blocks);
                reader.expect(blocks);
                for (int i = 0; i < DEAF_PEERS; i++) deaf.add(deafPeer(node));
                List<Block> all = new ArrayList<>(blocks);
                for (int i = 0; i < 100; i++) {
                    Block tip = Mined.on(all.getLast(), "news" + i);
                    all.add(tip);
                    sender.send(tip);
                    reader.expect(tip);
                }
                reader.expectOnlyChain(all);
            } finally {
                for (ScriptedPeer peer : deaf) peer.close();
            }
        }
    }

    /// Asks for far more than the systems at both ends buffer, and reads none of it.
    private static ScriptedPeer deafPeer(TestNode node) throws IOException {
        ScriptedPeer peer = node.known(ScriptedPeer.dialWithSmallBuffer(node.port()));
        peer.send(Collections.nCopies(REQUESTS, ScriptedPeer.REQUEST).toArray(String[]::new));
        return peer;
    }

    private static List<Block> bigBlocks(int count) {
        List<Block> blocks = new ArrayList<>();
        for (Block last = Mined.GENESIS; blocks.size() < count; last = blocks.getLast()) {
            blocks.add(Mined.ofFrameBytes(last, BIG_FRAME_BYTES));
        }
        return blocks;
    }
}
