package tsunagi.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.BranchLimits;
import tsunagi.chain.ByteStore;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Directory;
import tsunagi.chain.ProvenBlock;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Session;
import tsunagi.network.core.Step;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.time.Trace;

/// The simulation finds what is wrong: four bugs, each put in at one place, each found within
/// the build's budget of seeds.
class PlantedBugsTest {
    /// Relay: of several blocks that went out in one piece, the last is thought to be still unsent.
    private static final class LastBlockIsSentAgain extends Software {
        @Override
        public void sent(NodeCore core, Session to, Step.Transfer step, ByteBuffer frames) {
            int lastFrame = endOfFrameBefore(frames, frames.limit() - 1);
            boolean several = step.stream() == Step.Stream.RELAY && lastFrame > 0;
            super.sent(core, to, step, several ? frames.slice(0, lastFrame) : frames);
        }
    }

    /// Fork choice: a branch is only ever looked at if it starts at the tip.
    private static final class FirstBranchForEver extends Software {
        @Override
        public List<NodeCore.Placed> receive(NodeCore core, Session from, List<ProvenBlock> blocks, long now)
                throws IOException {
            List<NodeCore.Placed> placed = new ArrayList<>();
            for (ProvenBlock block : blocks) {
                boolean onTip = block.prevHash().equals(core.tip().hash());
                boolean beyond = block.index() > core.tip().index() + 1;
                if (onTip || beyond) placed.addAll(super.receive(core, from, List.of(block), now));
            }
            return placed;
        }
    }

    /// Recovery: a torn tail is cut off together with the whole frame before it.
    private static final class CutsOneFrameTooMany extends Software {
        @Override
        public Chain open(ChainParameters parameters, Directory directory) throws IOException {
            ByteStore log = directory.open("chain.log");
            ByteBuffer bytes = ByteBuffer.allocate((int) log.size());
            log.read(0, bytes);
            int wholeFrames = endOfFrameBefore(bytes, bytes.limit());
            if (wholeFrames < bytes.limit()) log.truncate(endOfFrameBefore(bytes, wholeFrames - 1));
            return super.open(parameters, directory);
        }
    }

    /// Fork choice: a branch that is too long for the pool is never staged,
    /// as it was before ADR 24.
    private static final class LongBranchesAreForgotten extends Software {
        @Override
        public Chain open(ChainParameters parameters, Directory directory) throws IOException {
            BranchLimits pooled = new BranchLimits(LIMITS.poolBytes(), LIMITS.staleBlocks(), Integer.MAX_VALUE);
            return open(parameters, directory, pooled);
        }
    }

    private static int endOfFrameBefore(ByteBuffer frames, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (frames.get(i) == '\n') return i + 1;
        }
        return 0;
    }

    private static Outcome.Broken broken(long seed, Software software) {
        Outcome outcome = Simulation.run(Scenario.of(seed), software, Trace.to(line -> {}));
        return assertInstanceOf(Outcome.Broken.class, outcome);
    }

    /// The invariant that breaks first within the build's budget of seeds. Which seed that is
    /// depends on the order of random draws, which may change.
    static String found(Software software) {
        for (long seed = 1; seed <= SeedsTest.BUDGET; seed++) {
            Outcome outcome = Simulation.run(Scenario.of(seed), software, Trace.to(line -> {}));
            if (outcome instanceof Outcome.Broken broken) return broken.invariant();
        }
        return "not found";
    }

    @Test
    void aRelayThatRepeatsItselfIsFound() {
        assertEquals("NoBlockCrossesTwice", found(new LastBlockIsSentAgain()));
    }

    @Test
    void aForkChoiceThatNeverTurnsBackIsFound() {
        assertEquals("AllConverge", found(new FirstBranchForEver()));
    }

    @Test
    void aPoolThatBoundsHowDeepAChainTurnsIsFound() {
        assertEquals("AllConverge", found(new LongBranchesAreForgotten()));
    }

    @Test
    void aRecoveryThatCutsTooMuchIsFound() {
        assertEquals("DurableBlocksSurvive", found(new CutsOneFrameTooMany()));
    }

    @Test
    void whatIsFoundIsToldWithAllThatItTakesToSeeItAgain() {
        Outcome.Broken broken = broken(1, new LastBlockIsSentAgain());
        String text = OutcomeText.of(broken);
        assertTrue(text.startsWith("seed 1 broke NoBlockCrossesTwice at "), text);
        assertTrue(text.contains(broken.lastEvents().getLast()), text);
        assertTrue(text.contains("simulation/simulate --seed 1 --nodes "), text);
        assertEquals(broken, broken(1, new LastBlockIsSentAgain()));
    }
}
