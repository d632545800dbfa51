package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static tsunagi.network.core.Mined.GENESIS;
import static tsunagi.network.core.Mined.text;
import static tsunagi.network.core.Mined.texts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult;
import tsunagi.protocol.Block;

/// Who is told what of the blocks that join (2.4, 4.1, 4.2, 4.3).
class NodeCoreTest {
    private final VirtualNode node = new VirtualNode();

    @Test
    void theDiallerOfAnEmptyChainAsksForEverythingAndSaysNothingElse() throws IOException {
        assertEquals(List.of("GET_CHAIN"), node.says(node.dialled()));
    }

    @Test
    void theDiallerAsksWhereItStandsAndThenTellsItsTip() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 2, "a");
        node.holding(chain);
        Block one = chain.get(0);
        Block two = chain.get(1);
        String request = "GET_CHAIN 2:" + two.hash() + " 1:" + one.hash();
        assertEquals(List.of(request, text(two)), node.says(node.dialled()));
    }

    @Test
    void theDiallersRequestIsFirstWhateverThePeerAsksMeanwhile() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 2, "a");
        node.holding(chain);
        Session peer = node.dialled();
        node.isAsked(peer);
        List<String> said = node.says(peer);
        List<String> tipAndAnswer = new ArrayList<>(List.of(text(chain.getLast())));
        tipAndAnswer.addAll(texts(chain));
        assertEquals(tipAndAnswer, said.subList(1, said.size()));
    }

    @Test
    void aKnownBlockIsNotRelayedAgain() throws IOException {
        Session ann = node.accepted();
        Session bob = node.accepted();
        Block block = Mined.on(GENESIS, "a1");
        node.hears(ann, block);
        assertEquals(List.of(text(block)), node.says(bob));
        assertInstanceOf(AddResult.Duplicate.class, node.hears(bob, block));
        assertInstanceOf(AddResult.Duplicate.class, node.hears(ann, block));
        assertEquals(List.of(), node.says(ann));
        assertEquals(List.of(), node.says(bob));
    }

    @Test
    void aSideBranchIsRelayedWhenItWinsAndInOrder() throws IOException {
        Session ann = node.accepted();
        Session bob = node.accepted();
        List<Block> loser = Mined.branch(GENESIS, 2, "a");
        List<Block> winner = Mined.branch(GENESIS, 3, "b");
        node.holding(loser);
        node.says(bob);
        node.hears(ann, winner.subList(0, 2));
        assertEquals(List.of(), node.says(bob), "4.2: not added, not relayed");
        node.hears(ann, winner.get(2));
        assertEquals(texts(winner), node.says(bob));
    }

    @Test
    void orphansThatFollowGoToAllButTheirOwnSender() throws IOException {
        Session ann = node.accepted();
        Session bob = node.accepted();
        Session carl = node.accepted();
        List<Block> chain = Mined.branch(GENESIS, 3, "a");
        node.hears(ann, chain.get(2));
        node.hears(bob, chain.get(1));
        node.says(ann);
        node.says(bob);
        node.hears(carl, chain.get(0));
        assertEquals(texts(chain.subList(0, 2)), node.says(ann));
        assertEquals(texts(List.of(chain.get(0), chain.get(2))), node.says(bob));
        assertEquals(texts(chain.subList(1, 3)), node.says(carl));
    }

    @Test
    void aReturnToABranchReachesAlsoThoseWhoCameAfterItWasLeft() throws IOException {
        Session ann = node.accepted();
        List<Block> first = Mined.branch(GENESIS, 3, "a");
        node.hears(ann, first.subList(0, 1));
        node.hears(ann, Mined.branch(GENESIS, 2, "b"));
        Session bob = node.accepted();
        node.hears(ann, first.subList(1, 3));
        assertEquals(texts(first), node.says(bob));
    }

    @Test
    void aBranchLeftAndReturnedToTwiceCrossesEachConnectionOnce() throws IOException {
        Session ann = node.accepted();
        List<Block> a = Mined.branch(GENESIS, 5, "a");
        List<Block> b = Mined.branch(GENESIS, 4, "b");
        node.hears(ann, a.subList(0, 1));
        node.hears(ann, b.subList(0, 2));
        Session bob = node.accepted();
        node.hears(ann, a.subList(1, 3));
        assertEquals(texts(a.subList(0, 3)), node.says(bob));
        node.hears(ann, b.subList(2, 4));
        assertEquals(texts(b), node.says(bob));
        node.hears(ann, a.subList(3, 5));
        assertEquals(texts(a.subList(3, 5)), node.says(bob), "4.3: the rest has crossed");
    }

    @Test
    void theTipThatTheDiallerToldIsNotToldAgainAfterAReturnToIt() throws IOException {
        List<Block> a = Mined.branch(GENESIS, 3, "a");
        node.holding(a.subList(0, 1));
        Session dialled = node.dialledAndGreeted();
        Session ann = node.accepted();
        List<Block> b = Mined.branch(GENESIS, 2, "b");
        node.hears(ann, b);
        node.hears(ann, a.subList(1, 3));
        assertEquals(texts(List.of(b.get(0), b.get(1), a.get(1), a.get(2))), node.says(dialled));
    }

    @Test
    void aMinedBlockThatIsNotOnTheTipIsGivenBack() throws IOException {
        Session ann = node.accepted();
        node.hears(ann, Mined.on(GENESIS, "theirs"));
        Optional<AddResult> result = node.mines(Mined.on(GENESIS, "ours"));
        assertEquals(Optional.empty(), result);
        assertEquals(List.of(), node.says(node.accepted()));
    }

    @Test
    void aSessionThatIsOverIsToldNothing() throws IOException {
        Session ann = node.accepted();
        node.core().close(ann);
        node.mines(Mined.on(GENESIS, "a1"));
        assertEquals(List.of(), List.copyOf(node.core().sessions()));
    }
}
