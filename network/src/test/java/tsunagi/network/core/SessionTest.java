package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.network.core.Mined.GENESIS;
import static tsunagi.network.core.Mined.texts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// What one peer is told, and in which order (2.2, 2.3, 4.1, 4.3, 1.5).
class SessionTest {
    private final VirtualNode node = new VirtualNode();

    @Test
    void whoeverIsAcceptedIsToldNothingUnasked() throws IOException {
        node.holding(Mined.branch(GENESIS, 3, "a"));
        assertEquals(List.of(), node.says(node.accepted()));
    }

    @Test
    void aBlockGoesToEveryoneButItsSender() throws IOException {
        Session ann = node.accepted();
        Session bob = node.accepted();
        List<Block> blocks = Mined.branch(GENESIS, 3, "a");
        node.hears(ann, blocks.get(0));
        node.hears(bob, blocks.get(1));
        node.mines(blocks.get(2));
        assertEquals(texts(List.of(blocks.get(1), blocks.get(2))), node.says(ann));
        assertEquals(texts(List.of(blocks.get(0), blocks.get(2))), node.says(bob));
    }

    @Test
    void theAnswerIsASnapshotOfTheMomentOfTheRequest() throws IOException {
        List<Block> before = Mined.branch(GENESIS, 3, "a");
        List<Block> after = Mined.branch(before.get(0), 4, "b");
        node.holding(before);
        Session ann = node.accepted();
        Session bob = node.accepted();
        node.isAsked(ann);
        node.hears(bob, after);
        List<String> said = node.says(ann);
        assertEquals(texts(before), only(said, before), "the old branch, whole and in order");
        assertEquals(texts(after), only(said, after), "then, or between, the new one as gossip");
        assertEquals(before.size() + after.size(), said.size());
    }

    @Test
    void aBranchThatReturnsComesAfterWhatJoinedBefore() throws IOException {
        List<Block> first = Mined.branch(GENESIS, 1, "a");
        List<Block> left = Mined.branch(GENESIS, 3, "b");
        List<Block> longer = Mined.branch(first.getLast(), 3, "c");
        node.holding(first);
        Session ann = node.accepted();
        Session bob = node.accepted();
        node.hears(bob, left);
        node.hears(bob, longer);
        List<Block> joined = new ArrayList<>(left);
        joined.addAll(first);
        joined.addAll(longer);
        assertEquals(texts(joined), node.says(ann));
    }

    @Test
    void requestsAreAnsweredOneAfterAnotherEachInFull() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 3, "a");
        node.holding(chain);
        Session ann = node.accepted();
        node.isAsked(ann);
        node.isAsked(ann);
        List<String> twice = new ArrayList<>(texts(chain));
        twice.addAll(texts(chain));
        assertEquals(twice, node.says(ann));
    }

    @Test
    void anAnswerTakesThePlaceOfNoGossip() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 3, "a");
        Session ann = node.accepted();
        node.holding(chain);
        node.isAsked(ann);
        List<String> relayedAndAnswered = new ArrayList<>(texts(chain));
        relayedAndAnswered.addAll(texts(chain));
        assertEquals(relayedAndAnswered, node.says(ann));
    }

    @Test
    void gossipPassesBetweenThePiecesOfALongAnswer() throws IOException {
        List<Block> chain = longChain();
        node.holding(chain);
        Session ann = node.accepted();
        node.isAsked(ann);
        List<String> said = new ArrayList<>(node.saysNext(ann));
        assertTrue(said.size() < chain.size(), "the answer takes more than one piece");
        Block news = Mined.on(chain.getLast(), "news");
        node.mines(news);
        assertEquals(List.of(Mined.text(news)), node.saysNext(ann));
        said.addAll(node.says(ann));
        assertEquals(texts(chain), said);
    }

    @Test
    void anEndlessStreamOfGossipDoesNotStarveTheAnswer() throws IOException {
        List<Block> chain = longChain();
        node.holding(chain);
        Session ann = node.accepted();
        node.isAsked(ann);
        List<String> answered = new ArrayList<>();
        Block tip = chain.getLast();
        for (int round = 0; answered.size() < chain.size(); round++) {
            assertTrue(round < 2 * chain.size(), "every other step is the answer's");
            tip = Mined.on(tip, "news" + round);
            node.mines(tip);
            answered.addAll(only(node.saysNext(ann), chain));
        }
        assertEquals(texts(chain), answered);
    }

    /// 5.4: what a slow peer is owed is a place in the log, however much it is.
    @Test
    void whoeverIsFarBehindIsOwedOneStretchOfTheLog() throws IOException {
        Session ann = node.accepted();
        node.holding(longChain());
        Step.Transfer owed = assertInstanceOf(Step.Transfer.class, node.core().next(ann));
        assertEquals(0, owed.extent().from());
        assertTrue(owed.extent().length() > 2 * NetworkLimits.MAX_PIECE_BYTES);
    }

    @Test
    void aBranchThatReturnsIsOneStretchToo() throws IOException {
        List<Block> first = longChain();
        node.holding(first);
        Session bob = node.accepted();
        node.hears(bob, Mined.branch(GENESIS, first.size() + 1, "b"));
        Session ann = node.accepted();
        node.hears(bob, Mined.branch(first.getLast(), 2, "c"));
        Step.Transfer owed = assertInstanceOf(Step.Transfer.class, node.core().next(ann));
        assertEquals(Step.Stream.BACKLOG, owed.stream());
        assertTrue(owed.extent().length() > 2 * NetworkLimits.MAX_PIECE_BYTES);
    }

    @Test
    void whoeverSendsNoMoreGetsItsAnswersAndThenTheEnd() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 2, "a");
        node.holding(chain);
        Session ann = node.accepted();
        node.isAsked(ann);
        node.core().inputEnded(ann);
        List<String> expected = new ArrayList<>(texts(chain));
        expected.add("closes: PEER_CLOSED");
        assertEquals(expected, node.says(ann));
    }

    /// It gets no gossip, so how far the gossip has gone by is no reason to close it.
    @Test
    void whoeverSendsNoMoreIsNeverTooFarBehind() throws IOException {
        Chain chain = Chain.inMemory(Mined.PARAMETERS);
        chain.add(Mined.on(GENESIS, "a"), Origin.LOCAL);
        long end = chain.log().end();
        OriginRuns origins = new OriginRuns(2, 0);
        Session ann = new Session(new Origin(1), Direction.INBOUND, 0, 1, () -> {});
        Session bob = new Session(new Origin(2), Direction.INBOUND, 0, 1, () -> {});
        ann.answer(chain.answer(Locator.EMPTY), 0);
        ann.inputEnded();
        for (int i = 1; i < 10; i++) origins.append(end * i, new Origin(10 + i));
        assertInstanceOf(Step.Finish.class, bob.next(origins, 10 * end));
        Step.Transfer answer = assertInstanceOf(Step.Transfer.class, ann.next(origins, 10 * end));
        assertEquals(new Step.Transfer(new Extent(0, end), Step.Stream.ANSWER), answer);
        ann.sent(answer, end);
        assertEquals(new Step.Finish(CloseReason.PEER_CLOSED), ann.next(origins, 10 * end));
    }

    @Test
    void tooManyRequestsAtOnceEndTheConnection() throws IOException {
        node.holding(Mined.branch(GENESIS, 1, "a"));
        Session ann = node.accepted();
        for (int i = 0; i < NetworkLimits.MAX_PENDING_ANSWERS; i++) node.isAsked(ann);
        assertInstanceOf(Step.Transfer.class, node.core().next(ann));
        node.isAsked(ann);
        assertEquals(List.of("closes: TOO_MANY_REQUESTS"), node.says(ann));
    }

    @Test
    void requestsThatAreAnsweredByNothingTakeNoPlace() throws IOException {
        Session ann = node.accepted();
        for (int i = 0; i <= NetworkLimits.MAX_PENDING_ANSWERS; i++) node.isAsked(ann);
        assertEquals(List.of(), node.says(ann));
    }

    @Test
    void theWriterIsWokenForEverythingThatThereIsToWrite() throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        Session ann = node.core().open(Direction.INBOUND, wakes::incrementAndGet, 0);
        node.mines(Mined.on(GENESIS, "a1"));
        assertEquals(1, wakes.get(), "a block");
        node.isAsked(ann);
        assertEquals(2, wakes.get(), "a request");
        node.core().inputEnded(ann);
        assertEquals(3, wakes.get(), "the end of its input");
    }

    /// So long that an answer with it takes several pieces.
    private static List<Block> longChain() {
        int frames = 3 * NetworkLimits.MAX_PIECE_BYTES / Mined.text(GENESIS).length();
        return Mined.branch(GENESIS, frames, "a");
    }

    private static List<String> only(List<String> said, List<Block> blocks) {
        List<String> wanted = texts(blocks);
        return said.stream().filter(wanted::contains).toList();
    }
}
