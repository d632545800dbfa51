package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tsunagi.network.core.Mined.GENESIS;
import static tsunagi.network.core.Mined.text;
import static tsunagi.network.core.Mined.texts;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;

/// A block mined here leaves the node on no way before it is on disk, and none overtakes it.
class UnforcedBlocksTest {
    private final VirtualNode node = new VirtualNode();
    private final List<Block> chain = Mined.branch(GENESIS, 4, "a");

    @Test
    void itIsRelayedWhenItIsOnDisk() throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        Session ann = node.core().open(Direction.INBOUND, wakes::incrementAndGet, 0);
        node.minesUnforced(chain.get(0));
        assertEquals(List.of(), node.says(ann));
        assertEquals(0, wakes.get());
        node.forces();
        assertEquals(1, wakes.get());
        assertEquals(List.of(text(chain.get(0))), node.says(ann));
    }

    @Test
    void anAnswerGoesAsFarAsTheDiskAndThenOn() throws IOException {
        node.holding(chain.subList(0, 2));
        Session ann = node.accepted();
        node.minesUnforced(chain.get(2));
        node.isAsked(ann);
        assertEquals(texts(chain.subList(0, 2)), node.says(ann));
        node.forces();
        assertEquals(
                List.of(text(chain.get(2)), text(chain.get(2))), node.says(ann), "as gossip, and as the answer's end");
    }

    @Test
    void whoHasClosedItsSideStillGetsTheWholeAnswer() throws IOException {
        Session ann = node.accepted();
        node.minesUnforced(chain.get(0));
        node.isAsked(ann);
        node.core().inputEnded(ann);
        assertEquals(List.of(), node.says(ann));
        node.forces();
        assertEquals(List.of(text(chain.get(0)), "closes: PEER_CLOSED"), node.says(ann));
    }

    @Test
    void theTipThatADiallerTellsWaitsToo() throws IOException {
        node.minesUnforced(chain.get(0));
        Session ann = node.dialledAndGreeted();
        assertEquals(List.of(), node.says(ann));
        node.forces();
        assertEquals(List.of(text(chain.get(0))), node.says(ann));
    }

    /// A block of a peer that joined after it comes after it, although nobody waits for the disk
    /// on its account.
    @Test
    void whatFollowsInTheLogDoesNotOvertakeIt() throws IOException {
        Session ann = node.accepted();
        Session bob = node.accepted();
        List<Block> rivals = Mined.branch(GENESIS, 2, "rival");
        node.minesUnforced(chain.get(0));
        node.hears(ann, rivals);
        assertEquals(List.of(), node.says(bob));
        node.forces();
        assertEquals(List.of(text(chain.get(0)), text(rivals.get(0)), text(rivals.get(1))), node.says(bob));
    }

    @Test
    void whatWasForcedBeforeTheNextOneGoesOutWithoutIt() throws IOException {
        Session ann = node.accepted();
        node.minesUnforced(chain.get(0));
        node.forces();
        node.minesUnforced(chain.get(1));
        node.minesUnforced(chain.get(2));
        assertEquals(List.of(text(chain.get(0))), node.says(ann));
        node.forces();
        assertEquals(texts(chain.subList(1, 3)), node.says(ann));
    }
}
