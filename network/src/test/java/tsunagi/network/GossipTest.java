package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Rules 4.1 to 4.3 between real nodes.
class GossipTest {
    @Test
    void aBlockOfOneNodeIsAtAllOthersOnce() throws IOException {
        try (TestNode a = TestNode.dialling();
                TestNode b = TestNode.dialling(a);
                TestNode c = TestNode.dialling(a, b)) {
            List<Block> blocks = c.mine(3, "c");
            List<TestNode> all = List.of(a, b, c);
            all.forEach(node -> node.awaitTip(blocks.getLast()));
            String answer = String.join("\n", Mined.texts(blocks)) + "\n";
            for (TestNode node : all) assertEquals(answer, node.answer());
            for (TestNode node : List.of(a, b)) {
                Eventually.holds("three blocks are told", () -> joined(node).size() >= 3);
                assertEquals(Mined.hashes(blocks), joined(node));
            }
        }
    }

    @Test
    void aFrameThatAStrangerSendsToOneNodeReachesAll() throws IOException {
        try (TestNode a = TestNode.dialling();
                TestNode b = TestNode.dialling(a);
                TestNode c = TestNode.dialling(a, b);
                ScriptedPeer stranger = a.dial()) {
            Block block = Mined.on(Mined.GENESIS, "from a stranger");
            stranger.send(block);
            for (TestNode node : List.of(a, b, c)) node.awaitTip(block);
        }
    }

    @Test
    void aBlockGoesToAllOthersAndNotBackToItsSender() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial();
                ScriptedPeer first = node.dial();
                ScriptedPeer second = node.dial()) {
            Block theirs = Mined.on(Mined.GENESIS, "theirs");
            sender.send(theirs);
            first.expect(theirs);
            second.expect(theirs);
            Block ours = node.mine("ours");
            for (ScriptedPeer peer : List.of(sender, first, second)) peer.expect(ours);
        }
    }

    @Test
    void aBlockThatIsKnownIsNotRelayedAgainWhoeverSendsIt() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial();
                ScriptedPeer other = node.dial()) {
            Block block = Mined.on(Mined.GENESIS, "once");
            sender.send(block, block);
            other.expect(block);
            other.send(block);
            sender.send(block);
            Block next = Mined.on(block, "next");
            other.send(next);
            sender.expect(next);
            Block last = node.mine("last");
            other.expect(last);
            sender.expect(last);
        }
    }

    @Test
    void aBlockIsRelayedInCanonicalFormWhateverItCameIn() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial();
                ScriptedPeer other = node.dial()) {
            Block block = Mined.on(Mined.GENESIS, "caf\u00e9");
            sender.send(foreignFormOf(block) + "\r");
            other.expect(block);
            sender.expectOnlyChain(List.of(block));
        }
    }

    /// Other order, white space, upper-case hex, an escape, an unknown member (2.6).
    private static String foreignFormOf(Block block) {
        return "BLOCK: { \"hash\" : \"" + upper(block.hash()) + "\", \"prev_hash\":\"" + upper(block.prevHash())
                + "\",\t\"data\":\"caf\\u00E9\", \"more\":[{}], \"nonce\":" + block.nonce() + ", \"timestamp\":"
                + block.timestamp() + ", \"transactions\":\"[]\", \"index\":" + block.index() + " }";
    }

    private static String upper(Hash hash) {
        return hash.toString().toUpperCase(Locale.ROOT);
    }

    @Test
    void blocksWithoutProofAreNeitherKeptNorRelayed() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial();
                ScriptedPeer other = node.dial()) {
            Block good = Mined.on(Mined.GENESIS, "good");
            Block falseHash = good.withProof(good.nonce(), new Hash(0, 1, 2, 3));
            Block workless = Mined.workless(good);
            sender.send(falseHash, workless, good);
            other.expect(good);
            sender.expectOnlyChain(List.of(good));
            assertEquals(2, node.events().of(NodeEvent.BlockNotJoined.class).size());
        }
    }

    @Test
    void whatDiallersTellAndAnswersRepeatIsNotGossipedOn() throws IOException {
        List<Block> chain = Mined.branch(Mined.GENESIS, 5, "a");
        try (TestNode node = TestNode.holding(chain);
                ScriptedPeer witness = node.dial();
                TestNode twin = TestNode.holding(chain, node)) {
            Block news = twin.mine("news");
            witness.expect(news);
            Eventually.holds("the block is told", () -> !joined(node).isEmpty());
            assertEquals(List.of(news.hash()), joined(node));
        }
    }

    /// What a node has said to have joined, each time that it said so.
    private static List<Hash> joined(TestNode node) {
        return node.events().of(NodeEvent.BlockJoined.class).stream()
                .flatMap(event -> event.result().joined().stream())
                .map(block -> block.hash())
                .toList();
    }
}
