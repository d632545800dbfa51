package tsunagi.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainAnswer;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Session;
import tsunagi.network.core.SessionLimits;
import tsunagi.network.core.Step;
import tsunagi.protocol.Locator;
import tsunagi.simulation.node.ProofOfWork;
import tsunagi.simulation.node.Software;

/// Bugs that this node once had, put in again: the simulation finds each within the
/// build's budget of seeds.
class FormerBugsTest {
    /// Software that closes sessions that it should not.
    private static class Closing extends Software {
        private final Map<NodeCore, Chain> chains = new HashMap<>();
        private final Set<Session> refused = new HashSet<>();

        @Override
        public NodeCore core(Chain chain) {
            NodeCore core = super.core(chain);
            chains.put(core, chain);
            return core;
        }

        Chain chain(NodeCore core) {
            return chains.getOrDefault(core, Chain.inMemory(ProofOfWork.PARAMETERS));
        }

        void refuse(Session session) {
            refused.add(session);
        }

        @Override
        public Step next(NodeCore core, Session to) throws IOException {
            return refused.contains(to) ? new Step.Finish(CloseReason.TOO_MANY_REQUESTS) : super.next(core, to);
        }
    }

    /// An answer of more stretches of the log than the budget has is refused,
    /// also when nobody else asks.
    private static final class LongHistoriesAreRefused extends Closing {
        @Override
        public boolean asked(NodeCore core, Session from, Locator locator, long now) throws IOException {
            try (ChainAnswer answer = chain(core).answer(locator)) {
                if (answer.rest().size() > 6) refuse(from);
            }
            return super.asked(core, from, locator, now);
        }
    }

    /// When answers fill the budget, the next peer that asks is closed.
    private static final class TheNextToAskPays extends Closing {
        @Override
        public boolean asked(NodeCore core, Session from, Locator locator, long now) throws IOException {
            if (core.footprint().answers() >= SESSIONS.answers() / 2) refuse(from);
            return super.asked(core, from, locator, now);
        }
    }

    /// A peer that has closed its sending side is cut off when the chain has grown by some blocks.
    private static final class HalfClosedPeersFallBehind extends Software {
        private final Map<Session, Long> tips = new HashMap<>();

        @Override
        public void inputEnded(NodeCore core, Session from, Liveness liveness) {
            tips.put(from, core.tip().index());
            super.inputEnded(core, from, liveness);
        }

        @Override
        public Step next(NodeCore core, Session to) throws IOException {
            long tip = tips.getOrDefault(to, Long.MAX_VALUE - 2);
            boolean behind = core.tip().index() > tip + 2;
            return behind ? new Step.Finish(CloseReason.TOO_FAR_BEHIND) : super.next(core, to);
        }
    }

    /// What follows the last LF of a peer that has closed its sending side is
    /// a frame that is too slow.
    private static final class TheRestOfAFrameIsWaitedFor extends Software {
        @Override
        public void inputEnded(NodeCore core, Session from, Liveness liveness) {
            core.inputEnded(from);
        }
    }

    /// Only an IOException ends the node; of all else it goes on with a chain that is half-changed.
    private static final class GoesOnAfterAnything extends Software {
        @Override
        public boolean endsAt(Error unexpected) {
            return false;
        }
    }

    /// Of blocks that are relayed at once, a child goes first.
    private static final class ChildrenGoFirst extends Software {
        @Override
        public ByteBuffer written(Step.Transfer step, ByteBuffer frames) {
            int first = endOfFrame(frames, 0);
            int second = endOfFrame(frames, first);
            if (step.stream() == Step.Stream.ANSWER || second == first) return frames;
            ByteBuffer turned = ByteBuffer.allocate(frames.limit());
            turned.put(frames.slice(first, second - first)).put(frames.slice(0, first));
            return turned.put(frames.slice(second, frames.limit() - second)).flip();
        }

        private static int endOfFrame(ByteBuffer frames, int from) {
            for (int i = from; i < frames.limit(); i++) {
                if (frames.get(i) == '\n') return i + 1;
            }
            return from;
        }
    }

    /// What sessions have still to be sent of branches returned to is not bounded.
    private static final class BacklogWithoutABound extends Software {
        @Override
        public NodeCore core(Chain chain) {
            return new NodeCore(
                    chain, new SessionLimits(Integer.MAX_VALUE, SESSIONS.answers(), SESSIONS.answersOfOne()));
        }
    }

    @Test
    void answersThatAreRefusedForTheirLengthAreFound() {
        String found = PlantedBugsTest.found(new LongHistoriesAreRefused());
        assertTrue(Set.of("EveryQuestionIsAnswered", "OnlyTheGreedyAreClosed").contains(found), found);
    }

    @Test
    void aBudgetThatThrowsOutTheInnocentIsFound() {
        String found = PlantedBugsTest.found(new TheNextToAskPays());
        assertTrue(Set.of("EveryQuestionIsAnswered", "OnlyTheGreedyAreClosed").contains(found), found);
    }

    @Test
    void answersThatHalfClosedPeersLoseAreFound() {
        assertEquals("EveryQuestionIsAnswered", PlantedBugsTest.found(new HalfClosedPeersFallBehind()));
    }

    @Test
    void halfClosedPeersThatAreAccusedAreFound() {
        String found = PlantedBugsTest.found(new TheRestOfAFrameIsWaitedFor());
        assertTrue(Set.of("EveryQuestionIsAnswered", "OnlyTheGreedyAreClosed").contains(found), found);
    }

    @Test
    void aNodeThatGoesOnWithAHalfChangedChainIsFound() {
        String found = PlantedBugsTest.found(new GoesOnAfterAnything());
        assertTrue(
                Set.of("NothingIsThrown", "ActiveChainIsValid", "AllConverge").contains(found), found);
    }

    @Test
    void childrenBeforeParentsAreFound() {
        assertEquals("ParentsComeFirst", PlantedBugsTest.found(new ChildrenGoFirst()));
    }

    @Test
    void aBacklogWithoutABoundIsFound() {
        assertEquals("MemoryIsBounded", PlantedBugsTest.found(new BacklogWithoutABound()));
    }
}
