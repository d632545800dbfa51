package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static tsunagi.network.core.Mined.GENESIS;
import static tsunagi.network.core.VirtualNode.REQUEST;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult;
import tsunagi.protocol.Block;

/// Rule 3.7 as a node keeps it: an orphan makes it ask the peer that sent it.
class AskingTest {
    private final VirtualNode node = new VirtualNode();
    private final List<Block> chain = Mined.branch(GENESIS, 6, "a");

    @Test
    void theFirstOrphanIsAskedAboutAtOnce() throws IOException {
        Session ann = node.accepted();
        Session bob = node.accepted();
        assertInstanceOf(AddResult.Orphan.class, node.hears(ann, chain.get(2)));
        assertEquals(List.of(REQUEST), node.says(ann));
        assertEquals(List.of(), node.says(bob), "only its sender is asked");
    }

    @Test
    void orphansInQuickSuccessionAreOneQuestion() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, chain.subList(2, 6));
        assertEquals(List.of(REQUEST), node.says(ann));
    }

    @Test
    void aLaterOrphanIsAskedAboutWhenFiveSecondsHavePassed() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, chain.get(2));
        node.says(ann);
        node.hears(ann, chain.get(4));
        node.after(Duration.ofMillis(4_999));
        assertEquals(List.of(), node.says(ann));
        node.after(Duration.ofMillis(1));
        assertEquals(List.of(REQUEST), node.says(ann));
    }

    @Test
    void anOrphanIsAskedAboutOnce() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, chain.get(2));
        node.says(ann);
        node.after(Duration.ofHours(1));
        assertEquals(List.of(), node.says(ann));
    }

    @Test
    void anOrphanWhoseParentCameMeanwhileIsNotAskedAbout() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, chain.get(2));
        node.says(ann);
        node.hears(ann, chain.get(4));
        node.hears(ann, chain.subList(0, 4));
        node.after(Duration.ofSeconds(10));
        assertEquals(List.of(), node.says(ann));
    }

    @Test
    void theDiallersFirstRequestCountsAsAQuestion() throws IOException {
        Session peer = node.dialledAndGreeted();
        node.hears(peer, chain.get(2));
        assertEquals(List.of(), node.says(peer));
        node.after(Duration.ofSeconds(5));
        assertEquals(List.of(REQUEST), node.says(peer));
    }

    @Test
    void anOrphanThatAnotherPeerSentBeforeIsAskedAboutAllTheSame() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, chain.get(2));
        node.core().close(ann);
        Session bob = node.accepted();
        node.hears(bob, chain.get(2));
        assertEquals(List.of(REQUEST), node.says(bob), "Ann, who never answered, must not silence Bob");
    }

    @Test
    void theAnswerToTheQuestionBringsTheOrphansIn() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, chain.get(5));
        node.says(ann);
        node.hears(ann, chain);
        assertEquals(chain.getLast().hash(), node.core().tip().hash());
    }

    /// Rule 3.7: once in 5 s, if nothing useful comes; not once in a minute
    /// because the peer also gossips.
    @Test
    void aPeerThatGossipsIsAskedAgainAfterFiveSeconds() throws IOException {
        Session ann = node.accepted();
        List<Block> gossip = Mined.branch(GENESIS, 10, "gossip");
        List<Block> lost = Mined.branch(GENESIS, 6, "lost");
        node.hears(ann, lost.get(0));
        node.hears(ann, lost.get(2));
        node.says(ann);
        node.hears(ann, lost.get(4));
        for (Block block : gossip) {
            node.hears(ann, block);
            node.hears(ann, lost.get(0));
            node.after(Duration.ofMillis(500));
        }
        List<String> said = node.says(ann);
        assertEquals(1, said.size());
        assertEquals(REQUEST, said.getFirst().substring(0, REQUEST.length()));
    }
}
