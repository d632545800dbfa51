package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// A peer that was dialled answers `GET_CHAIN` without end: others are served all the same, and
/// nothing of it is kept twice.
class EndlessAnswerTest {
    private static final List<Block> CHAIN = Mined.branch(Mined.GENESIS, 50, "a");

    /// What the endless answer says next.
    @FunctionalInterface
    private interface Liar {
        void speak(ScriptedPeer to, int turn) throws IOException;
    }

    @Test
    void theSameChainOverAndOver() throws Exception {
        List<Block> news = gossipPast((to, turn) -> to.send(CHAIN));
        assertEquals(CHAIN.getLast().index() + 1, news.getFirst().index());
    }

    @Test
    void orphansThatLeadNowhere() throws Exception {
        Block elsewhere = Mined.on(CHAIN.getLast(), "not told");
        List<Block> orphans = Mined.branch(elsewhere, 200, "o");
        gossipPast((to, turn) -> {
            if (turn == 0) to.send(CHAIN);
            to.send(orphans);
        });
    }

    private static List<Block> gossipPast(Liar liar) throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        try (ServerSocket listener = new ServerSocket(0);
                TestNode node = TestNode.start(
                        new NodeOptions(0, List.of(new PeerAddress("127.0.0.1", listener.getLocalPort()))),
                        Chain.inMemory(Mined.PARAMETERS));
                ScriptedPeer evil = ScriptedPeer.accept(listener)) {
            evil.expect(ScriptedPeer.REQUEST);
            Thread lies = Thread.ofVirtual().start(() -> {
                try {
                    for (int turn = 0; going.get(); turn++) liar.speak(evil, turn);
                } catch (IOException e) {
                    // Thrown out.
                }
            });
            node.awaitTip(CHAIN.getLast());
            try (ScriptedPeer sender = node.dial();
                    ScriptedPeer reader = node.dial()) {
                List<Block> news = new ArrayList<>();
                for (Block tip = CHAIN.getLast(); news.size() < 20; tip = news.getLast()) {
                    news.add(Mined.on(tip, "news" + news.size()));
                    sender.send(news.getLast());
                    reader.expect(news.getLast());
                }
                return news;
            } finally {
                going.set(false);
                lies.join();
            }
        }
    }
}
