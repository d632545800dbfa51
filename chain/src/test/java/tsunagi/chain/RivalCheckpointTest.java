package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Arrivals.receive;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.frames;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;

/// A switch to a branch that is copied in steps, with a checkpoint wanted and a kill
/// possible between any two.
class RivalCheckpointTest {
    private static final Branches FREE = Branches.FREE;
    private static final String LONG = "x".repeat(3_000);

    /// The copy of the longer branch takes several steps.
    private final List<Block> left = FREE.branch(FREE.genesis(), 700, "left" + LONG);

    private final List<Block> right = FREE.branch(FREE.genesis(), 800, "right" + LONG);

    /// With so many entries in an extent of the index, the cut of a switch leaves the
    /// checkpoint in its place.
    private static final CheckpointSizes LONG_EXTENTS = new CheckpointSizes(300, 1_024, 0);

    private CheckpointSizes sizes = Kept.HASTY;

    private Chain start(SimulatedDisk disk) throws IOException {
        Checkpoints checkpoints =
                new Checkpoints(disk, FREE.parameters(), sizes, disk.open(LogFiles.LOG), disk.open(LogFiles.INDEX));
        return new ChainOpening(FREE.parameters(), SmallPool.SMALL, RivalFiles.ON_HEAP)
                .open(checkpoints, Quarantine.NONE)
                .chain();
    }

    private static SimulatedDisk image(SimulatedDisk disk) throws IOException {
        return Kept.disk(disk.bytes(LogFiles.LOG), disk.bytes(LogFiles.INDEX), disk.bytes(Checkpoints.FILE));
    }

    /// All of `blocks`, with the steps of the switch.
    private static void receiveAll(Chain chain, List<Block> blocks) throws IOException {
        while (!chain.tip().hash().equals(blocks.getLast().hash())) {
            receive(chain, blocks.subList((int) known(chain, blocks), blocks.size()), BOB);
            while (chain.isSwitching()) chain.advance();
        }
    }

    private static long known(Chain chain, List<Block> blocks) throws IOException {
        return chain.tip().index() > 0
                        && blocks.get((int) chain.tip().index() - 1)
                                .hash()
                                .equals(chain.tip().hash())
                ? chain.tip().index()
                : 0;
    }

    private static void assertIs(Chain chain, List<Block> blocks) throws IOException {
        assertEquals(new Tip(blocks.size(), blocks.getLast().hash()), chain.tip());
        assertArrayEquals(frames(blocks), Answers.answer(chain));
    }

    @Test
    void aCheckpointThatTheSwitchRemoves() throws IOException {
        wheneverItIsKilledAStartHasOneOfTheTwoChainsWholeAndGetsToTheLongerOne();
    }

    @Test
    void aCheckpointThatTheSwitchLeaves() throws IOException {
        sizes = LONG_EXTENTS;
        wheneverItIsKilledAStartHasOneOfTheTwoChainsWholeAndGetsToTheLongerOne();
    }

    private void wheneverItIsKilledAStartHasOneOfTheTwoChainsWholeAndGetsToTheLongerOne() throws IOException {
        SimulatedDisk disk = SimulatedDisk.empty();
        Chain chain = start(disk);
        receive(chain, left, ALICE);
        Kept.keep(chain);
        receive(chain, right, BOB);
        assertTrue(chain.isSwitching());
        List<SimulatedDisk> images = new ArrayList<>();
        int steps = 0;
        for (; chain.isSwitching(); chain.advance()) {
            images.add(image(disk));
            Kept.keep(chain);
            images.add(image(disk));
            // The chain is the right one before all of its index is moved.
            if (chain.tip().index() == left.size()) steps = images.size();
        }
        assertTrue(steps > 4, "the copy took " + steps / 2 + " steps");
        int moved = images.size();
        assertTrue(moved > steps, "the index was moved at once");
        List<Block> taken = right.subList(0, left.size() + 1);
        receiveAll(chain, right);
        images.add(image(disk));
        Kept.keep(chain);
        images.add(image(disk));
        assertIs(chain, right);

        for (int at = 0; at < images.size(); at++) {
            SimulatedDisk killed = images.get(at);
            Chain again = start(killed);
            List<Block> whole = at < moved ? taken : right;
            assertIs(again, at < steps ? left : whole);
            Kept.prove(again);
            receiveAll(again, right);
            assertIs(again, right);
            assertIs(start(image(killed)), right);
            Kept.keep(again);
            assertIs(start(image(killed)), right);
        }
    }
}
