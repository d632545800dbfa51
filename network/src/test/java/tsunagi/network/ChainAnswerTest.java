package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tsunagi.network.core.Mined.GENESIS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Rules 1.5, 2.1 to 2.4 and 8.1: the answer to `GET_CHAIN`.
class ChainAnswerTest {
    private static final List<Block> CHAIN = Mined.branch(GENESIS, 30, "a");

    /// Some 600 KB: more than one piece, and more than a socket buffers at first.
    private static final List<Block> LONG_CHAIN = Mined.branch(GENESIS, 2500, "long");

    @ParameterizedTest
    @ValueSource(
            strings = {"GET_CHAIN", "GET_CHAIN\r", "GET_CHAIN foo", "GET_CHAINfoo", "GET_CHAIN 1:00", "GET_CHAIN  "})
    void everyFormOfTheRequestIsAnsweredInFull(String request) throws IOException {
        try (TestNode node = TestNode.holding(CHAIN);
                ScriptedPeer peer = node.dial()) {
            peer.send(request);
            peer.expect(CHAIN);
        }
    }

    @Test
    void aLocatorIsAnsweredFromTheFirstKnownBlockOn() throws IOException {
        try (TestNode node = TestNode.holding(CHAIN);
                ScriptedPeer peer = node.dial()) {
            peer.send("GET_CHAIN 40:" + new Hash(1, 2, 3, 4) + " " + pair(20) + " " + pair(1));
            peer.expect(CHAIN.subList(20, 30));
            peer.send("GET_CHAIN " + pair(30));
            peer.expectOnlyChain(CHAIN);
        }
    }

    private static String pair(int index) {
        return index + ":" + CHAIN.get(index - 1).hash();
    }

    @Test
    void whoeverHalfClosesGetsTheWholeAnswerAndThenTheEnd() throws IOException {
        try (TestNode node = TestNode.holding(LONG_CHAIN)) {
            assertEquals(String.join("\n", Mined.texts(LONG_CHAIN)) + "\n", node.answer());
        }
    }

    @Test
    void anEmptyChainIsAnsweredByNothing() throws IOException {
        try (TestNode node = TestNode.dialling()) {
            assertEquals("", node.answer());
        }
    }

    @Test
    void requestsInOnePieceAreAnsweredOneAfterAnotherInFull() throws IOException {
        try (TestNode node = TestNode.holding(LONG_CHAIN);
                ScriptedPeer peer = node.dial()) {
            peer.send(ScriptedPeer.REQUEST, ScriptedPeer.REQUEST);
            peer.expect(LONG_CHAIN);
            peer.expect(LONG_CHAIN);
        }
    }

    @Test
    void gossipStandsBetweenTheFramesOfAnAnswerAndNeverInsideOne() throws IOException {
        try (TestNode node = TestNode.holding(LONG_CHAIN);
                ScriptedPeer sender = node.dial();
                ScriptedPeer asker = node.dial()) {
            asker.send(ScriptedPeer.REQUEST);
            asker.expect(LONG_CHAIN.getFirst());
            List<Block> news = Mined.branch(LONG_CHAIN.getLast(), 20, "news");
            sender.send(news);
            List<String> answer = new ArrayList<>(List.of(Mined.text(LONG_CHAIN.getFirst())));
            List<String> gossip = new ArrayList<>();
            while (answer.size() + gossip.size() < LONG_CHAIN.size() + news.size()) {
                String frame = asker.next();
                (frame.contains("\"data\":\"news") ? gossip : answer).add(frame);
            }
            assertEquals(Mined.texts(LONG_CHAIN), answer);
            assertEquals(Mined.texts(news), gossip);
        }
    }

    @Test
    void aReorganisationDuringTheAnswerDoesNotMixBranches() throws IOException {
        try (TestNode node = TestNode.holding(LONG_CHAIN);
                ScriptedPeer sender = node.dial();
                ScriptedPeer asker = node.dial()) {
            asker.send(ScriptedPeer.REQUEST);
            asker.expect(LONG_CHAIN.getFirst());
            Block fork = LONG_CHAIN.get(LONG_CHAIN.size() - 3);
            List<Block> branch = Mined.branch(fork, 3, "branch");
            sender.send(branch);
            List<String> answer = new ArrayList<>(List.of(Mined.text(LONG_CHAIN.getFirst())));
            List<String> gossip = new ArrayList<>();
            while (answer.size() + gossip.size() < LONG_CHAIN.size() + branch.size()) {
                String frame = asker.next();
                (frame.contains("\"data\":\"branch") ? gossip : answer).add(frame);
            }
            assertEquals(Mined.texts(LONG_CHAIN), answer);
            assertEquals(Mined.texts(branch), gossip);
        }
    }
}
