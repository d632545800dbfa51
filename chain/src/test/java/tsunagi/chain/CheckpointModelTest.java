package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tsunagi.protocol.Block;

/// Random trees in random orders, with checkpoints, stops and kills at random moments: a
/// start with a checkpoint is where a replay of the whole log is, knows what that knows, and
/// goes on in the same way.
class CheckpointModelTest {
    @Provide
    Arbitrary<Delivery> deliveries() {
        return Delivery.arbitrary();
    }

    @Property(tries = 300)
    void aStartWithACheckpointIsAStartWithout(@ForAll("deliveries") Delivery delivery, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        SimulatedDisk disk = SimulatedDisk.empty();
        Chain chain = Kept.start(disk, Kept.HASTY).chain();
        for (Delivery.Step step : delivery.steps()) {
            if (step instanceof Delivery.Arrival arrival) chain.add(arrival.block(), Branches.ALICE);
            if (random.nextInt(4) == 0) Kept.keep(chain);
            if (step instanceof Delivery.Restart || random.nextInt(8) == 0) {
                if (random.nextBoolean()) Kept.keep(chain);
                chain = restarted(disk, delivery);
            }
        }
        restarted(disk, delivery);
    }

    private static Chain restarted(SimulatedDisk disk, Delivery delivery) throws IOException {
        Chain chain = Kept.start(disk, Kept.HASTY).chain();
        Kept.prove(chain);
        assertSame(replayed(disk), chain);
        SimulatedDisk copy =
                Kept.disk(disk.bytes(LogFiles.LOG), disk.bytes(LogFiles.INDEX), disk.bytes(Checkpoints.FILE));
        Chain other = replayed(disk);
        Chain same = Kept.start(copy, Kept.HASTY).chain();
        for (Block block : delivery.tree()) {
            assertEquals(other.add(block, Branches.BOB), same.add(block, Branches.BOB));
            assertSame(other, same);
        }
        return chain;
    }

    private static Chain replayed(SimulatedDisk disk) throws IOException {
        HeapStore log = new HeapStore();
        log.append(ByteBuffer.wrap(disk.bytes(LogFiles.LOG)));
        return Chain.open(Branches.FREE.parameters(), log, new HeapStore(), Quarantine.NONE)
                .chain();
    }

    private static void assertSame(Chain expected, Chain chain) throws IOException {
        assertEquals(expected.tip(), chain.tip());
        assertEquals(expected.offChain(100), chain.offChain(100));
        assertArrayEquals(Answers.answer(expected), Answers.answer(chain));
    }
}
