package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at any moment of a node that mines and syncs: no block is lost that it had relayed
/// or shown at its console. Ten kills in the build; as many as one wants with `-Dkills=1000`.
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 10);

    /// A chain that every start has to read grows, so now and then a new one is begun.
    private static final int KILLS_FOR_EACH_CHAIN = 25;

    private static final long SEED = Long.getLong("kills.seed", 20261123);

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void noBlockIsLostThatWasRelayedOrShown(@TempDir Path temp) throws Exception {
        Random random = new Random(SEED);
        long promised = 0;
        for (int kills = 0; kills < KILLS; kills += KILLS_FOR_EACH_CHAIN) {
            int ofThisChain = Math.min(KILLS_FOR_EACH_CHAIN, KILLS - kills);
            promised += kill(ofThisChain, temp.resolve("from-kill-" + kills), random);
            System.out.printf("kills %d, blocks promised %d, lost 0%n", kills + ofThisChain, promised);
        }
        assertTrue(promised > KILLS, "so few blocks show nothing: " + promised);
    }

    private static int kill(int times, Path directory, Random random) throws Exception {
        try (MiningNeighbour neighbour = new MiningNeighbour(KilledNode.PARAMETERS)) {
            KilledNode node = new KilledNode(directory, neighbour.port());
            for (int i = 0; i < times; i++) {
                node.liveAndDie(random);
                assertEquals(List.of(), node.losses(), "kill " + i + " in " + directory);
            }
            return node.promised();
        }
    }

    /// The test of the test.
    @Test
    void aLossIsSeen(@TempDir Path temp) throws Exception {
        try (MiningNeighbour neighbour = new MiningNeighbour(KilledNode.PARAMETERS)) {
            KilledNode node = new KilledNode(temp, neighbour.port());
            Random alwaysALongLife = new Random() {
                @Override
                public int nextInt(int bound) {
                    return bound - 1;
                }

                @Override
                public int nextInt(int origin, int bound) {
                    return bound - 1;
                }
            };
            node.liveAndDie(alwaysALongLife);
            assertEquals(List.of(), node.losses());
            List<String> lines = Files.readAllLines(temp.resolve("chain.log"));
            Files.write(temp.resolve("chain.log"), lines.subList(0, 1));
            assertFalse(node.losses().isEmpty());
        }
    }
}
