package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.chain.Origin;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// A real node on a port of its own, with its events written down.
final class TestNode implements AutoCloseable {
    private final RecordedEvents events;
    private final Node node;
    private final int port;

    private TestNode(NodeOptions options, Chain chain, RecordedEvents events) throws IOException {
        this.events = events;
        this.node = Node.start(options, chain, events);
        this.port = node.port();
    }

    static TestNode start(NodeOptions options, Chain chain) throws IOException {
        return new TestNode(options, chain, new RecordedEvents());
    }

    /// In memory, with genesis alone, dialling these; connected to them when this returns.
    static TestNode dialling(TestNode... others) throws IOException {
        return holding(List.of(), others);
    }

    /// In memory, with a chain already there before it first hears of anybody.
    static TestNode holding(List<Block> blocks, TestNode... others) throws IOException {
        TestNode started = start(
                new NodeOptions(0, Stream.of(others).map(TestNode::address).toList()), chainOf(blocks));
        for (TestNode other : others) {
            started.events.await(
                    NodeEvent.PeerConnected.class,
                    e -> e.peer().address().equals(other.address().toString()));
        }
        return started;
    }

    static Chain chainOf(List<Block> blocks) throws IOException {
        Chain chain = Chain.inMemory(Mined.PARAMETERS);
        for (Block block : blocks) {
            assertInstanceOf(AddResult.Joined.class, chain.add(block, Origin.LOCAL));
        }
        return chain;
    }

    int port() {
        return port;
    }

    PeerAddress address() {
        return new PeerAddress("127.0.0.1", port);
    }

    RecordedEvents events() {
        return events;
    }

    Node node() {
        return node;
    }

    /// A scripted peer that the node knows of when this returns, so that it misses no gossip.
    ScriptedPeer dial() throws IOException {
        return known(ScriptedPeer.dial(port));
    }

    ScriptedPeer known(ScriptedPeer peer) {
        String address = "127.0.0.1:" + peer.localPort();
        events.await(NodeEvent.PeerConnected.class, e -> e.peer().address().equals(address));
        return peer;
    }

    /// Adds a block on the tip, as the console would.
    Block mine(String data) throws IOException {
        while (true) {
            Block block = Mined.on(node.tip(), data);
            if (node.submit(block).isPresent()) return block;
        }
    }

    List<Block> mine(int count, String label) throws IOException {
        List<Block> blocks = new ArrayList<>();
        while (blocks.size() < count) blocks.add(mine(label + (blocks.size() + 1)));
        return List.copyOf(blocks);
    }

    void awaitTip(Block block) {
        Eventually.holds(
                "tip " + block.index() + " " + block.data(),
                () -> node.tip().hash().equals(block.hash()));
    }

    /// The whole answer to `printf 'GET_CHAIN\n' | nc`.
    String answer() throws IOException {
        try (ScriptedPeer asker = ScriptedPeer.dial(port)) {
            asker.send(ScriptedPeer.REQUEST);
            asker.halfClose();
            return asker.rest();
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
