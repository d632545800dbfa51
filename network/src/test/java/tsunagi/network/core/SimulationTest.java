package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import tsunagi.protocol.Block;

/// Whole networks in virtual time: every seed is another topology and another order of events.
class SimulationTest {
    /// 3.6, 3.7 and 4.3 together: blocks travel, get lost with cut links and arrive in any order
    /// that they can; in the end there is one chain. That none is gossiped twice over one
    /// connection the network itself checks with every frame.
    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void everyNetworkAgreesInTheEndOnTheLongestChain(@ForAll long seed) throws IOException {
        SimulatedNetwork network = new SimulatedNetwork(new Random(seed));
        network.live(400);
        Block tip = network.mineTheLongest();
        network.settle();
        List<List<String>> answers = network.answers();
        for (List<String> answer : answers) {
            assertEquals(tip.index(), answer.size());
            assertEquals(Mined.text(tip), answer.getLast());
            assertEquals(answers.getFirst(), answer);
        }
    }
}
