package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.network.core.Mined.GENESIS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// How many chain requests of one peer are served in a minute (5.4). None is refused (2.2).
class RequestPaceTest {
    private static final List<Block> CHAIN = Mined.branch(GENESIS, 2, "a");

    private final VirtualNode node = new VirtualNode();

    @Test
    void asManyAsAScriptMakesAreAnsweredAtOnce() throws IOException {
        Session asker = node.holding(CHAIN).accepted();
        for (int i = 0; i < NetworkLimits.CHAIN_REQUESTS_AT_ONCE; i++) node.isAsked(asker);
        assertEquals(
                NetworkLimits.CHAIN_REQUESTS_AT_ONCE * CHAIN.size(),
                node.says(asker).size());
    }

    @Test
    void thoseBeyondItAreAnsweredInTheirTurnAndInFull() throws IOException {
        Session asker = node.holding(CHAIN).accepted();
        for (int i = 0; i < NetworkLimits.CHAIN_REQUESTS_AT_ONCE + 10; i++) node.isAsked(asker);
        node.says(asker);
        assertEquals(List.of(), node.says(asker));
        Duration turn = Duration.ofMinutes(1).dividedBy(NetworkLimits.CHAIN_REQUESTS_PER_MINUTE);
        for (int i = 0; i < 10; i++) {
            node.after(turn);
            assertEquals(Mined.texts(CHAIN), node.says(asker));
        }
        node.after(turn);
        assertEquals(List.of(), node.says(asker));
    }

    @Test
    void gossipDoesNotWaitForThem() throws IOException {
        Session asker = node.holding(CHAIN).accepted();
        for (int i = 0; i < NetworkLimits.CHAIN_REQUESTS_AT_ONCE + 10; i++) node.isAsked(asker);
        node.says(asker);
        Block news = Mined.on(CHAIN.getLast(), "news");
        node.mines(news);
        assertEquals(List.of(Mined.text(news)), node.says(asker));
    }

    @Test
    void aHalfClosedPeerStillGetsWhatWaits() throws IOException {
        Session asker = node.holding(CHAIN).accepted();
        for (int i = 0; i < NetworkLimits.CHAIN_REQUESTS_AT_ONCE + 1; i++) node.isAsked(asker);
        node.core().inputEnded(asker);
        node.says(asker);
        node.after(Duration.ofMinutes(1));
        List<String> rest = node.says(asker);
        assertEquals(Mined.texts(CHAIN), rest.subList(0, CHAIN.size()));
        assertEquals("closes: PEER_CLOSED", rest.getLast());
    }

    @Test
    void whoeverAsksTooOftenIsToldApart() throws IOException {
        Session asker = node.holding(CHAIN).accepted();
        for (int i = 0; i < NetworkLimits.CHAIN_REQUESTS_AT_ONCE; i++) {
            assertTrue(node.core().chainRequested(asker, Locator.EMPTY, 0));
        }
        assertFalse(node.core().chainRequested(asker, Locator.EMPTY, 0));
    }

    /// Many who ask and do not read, none of whom does anything that is an offence.
    @Test
    void whoeverWaitsForMostAnswersMakesRoomAndNobodyWhoAsksOnceIsTurnedAway() throws IOException {
        node.holding(CHAIN);
        int crowd = 256;
        int each = NetworkLimits.MAX_ANSWERS / crowd;
        List<Session> deaf = new ArrayList<>();
        for (int i = 0; i < crowd; i++) deaf.add(node.accepted());
        for (Session session : deaf) {
            for (int i = 0; i < each; i++) node.isAsked(session);
        }
        assertEquals(NetworkLimits.MAX_ANSWERS, node.core().footprint().answers());
        node.isAsked(deaf.get(7));
        assertEquals(List.of("closes: TOO_MANY_REQUESTS"), node.says(deaf.get(7)), "it asked for one more than others");
        for (int i = 0; i <= each; i++) node.isAsked(deaf.get(8));
        assertEquals(List.of("closes: TOO_MANY_REQUESTS"), node.says(deaf.get(8)));
        Session newcomer = node.accepted();
        node.isAsked(newcomer);
        assertEquals(Mined.texts(CHAIN), node.says(newcomer));
        assertTrue(node.core().footprint().answers() <= NetworkLimits.MAX_ANSWERS);
    }

    @Test
    void whoeverIsGoneHoldsNothing() throws IOException {
        Session asker = node.holding(CHAIN).accepted();
        for (int i = 0; i < 10; i++) node.isAsked(asker);
        node.core().close(asker);
        assertEquals(0, node.core().footprint().answers());
        assertEquals(0, asker.pendingAnswers());
    }
}
