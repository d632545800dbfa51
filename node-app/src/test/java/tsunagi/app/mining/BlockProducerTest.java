package tsunagi.app.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.NodeMetrics;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Miner;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Hash;

/// A search that fails is over for those who watch, too.
class BlockProducerTest {
    private static final ChainParameters FREE = ChainParameters.book().withDifficulty(0);

    private final Activity activity = new Activity(InstantSource.system(), new NodeMetrics());
    private final List<String> told = new ArrayList<>();
    private final Miner miner = new Miner(1);
    private Node node;

    @BeforeEach
    void start() throws IOException {
        node = Node.start(new NodeOptions(0, List.of()), Chain.inMemory(FREE), event -> {});
    }

    private BlockProducer producer(int difficultyBytes) {
        BlockProducer producer = new BlockProducer(node, miner, difficultyBytes, InstantSource.system());
        producer.watch(activity);
        producer.watch(new MiningWatcher() {
            @Override
            public void begun(long height) {
                told.add("begun " + height);
            }

            @Override
            public void abandoned(long height) {
                told.add("abandoned " + height);
            }
        });
        return producer;
    }

    @AfterEach
    void stop() throws IOException {
        miner.close();
        node.close();
    }

    @Test
    void aMinerThatFails() {
        BlockProducer producer = producer(0);
        miner.close();
        assertThrows(RejectedExecutionException.class, () -> producer.produce("in vain"));
        theSearchIsOver();
    }

    /// The node stops between the begin of a search and its first hash.
    @Test
    void aNodeThatStopsMeanwhile() throws Exception {
        BlockProducer producer = producer(0);
        producer.watch(new MiningWatcher() {
            @Override
            public void begun(long height) {
                producer.stop();
                miner.close();
            }
        });
        assertInstanceOf(BlockProducer.Stopped.class, producer.produce("in vain"));
        theSearchIsOver();
    }

    @Test
    void aClockBefore1970() throws Exception {
        BlockProducer early = new BlockProducer(node, miner, 0, () -> Instant.ofEpochSecond(-1));
        BlockProducer.Refused refused = assertInstanceOf(BlockProducer.Refused.class, early.produce("in vain"));
        assertEquals("the clock shows 1969-12-31T23:59:59Z, which is before 1970; set the clock", refused.why());
        assertInstanceOf(BlockProducer.Mined.class, producer(0).produce("when it is set"));
    }

    /// Nothing is found meanwhile: a search that is over at once may be over before anybody looks.
    @Test
    void aThreadThatIsInterrupted() {
        BlockProducer producer = producer(Hash.BYTES);
        producer.watch(new MiningWatcher() {
            @Override
            public void begun(long height) {
                Thread.currentThread().interrupt();
            }
        });
        assertThrows(InterruptedException.class, () -> producer.produce("in vain"));
        theSearchIsOver();
    }

    private void theSearchIsOver() {
        assertEquals(List.of("begun 1", "abandoned 1"), told);
        assertFalse(activity.mining().running());
    }
}
