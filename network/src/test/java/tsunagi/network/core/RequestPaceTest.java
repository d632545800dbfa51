package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.network.core.Mined.GENESIS;

import java.io.IOException;
import java.time.Duration;
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

    @Test
    void whatAllAnswersHoldIsBounded() throws IOException {
        node.holding(CHAIN);
        long perAnswer = NetworkLimits.ANSWER_OVERHEAD_BYTES;
        long most = NetworkLimits.MAX_ANSWERS_BYTES / perAnswer;
        for (long peers = most / NetworkLimits.MAX_PENDING_ANSWERS + 1; peers > 0; peers--) {
            Session asker = node.accepted();
            for (int i = 0; i < NetworkLimits.MAX_PENDING_ANSWERS; i++) node.isAsked(asker);
        }
        Session last = node.accepted();
        node.isAsked(last);
        assertEquals(List.of("closes: TOO_MANY_REQUESTS"), node.says(last));
    }
}
