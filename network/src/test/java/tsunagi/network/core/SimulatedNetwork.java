package tsunagi.network.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;
import tsunagi.protocol.Message;

/// Nodes, the links between them, and one seed that decides what happens next. Nothing in it
/// waits: bytes lie on a link until the schedule delivers them, and time moves when it says so.
final class SimulatedNetwork {
    private static final Duration SETTLING_TIME = NetworkLimits.ANSWER_DEADLINE.multipliedBy(2);

    private final Random random;
    private final List<VirtualNode> nodes;
    private final List<Link> links = new ArrayList<>();
    private int mined;

    /// A connected graph of nodes, none of which has dialled yet.
    SimulatedNetwork(Random random) {
        this.random = random;
        int size = random.nextInt(2, 6);
        this.nodes = IntStream.range(0, size).mapToObj(i -> new VirtualNode()).toList();
        for (int i = 1; i < size; i++) connect(i, random.nextInt(i));
        for (int extra = random.nextInt(3); extra > 0; extra--) connect(random.nextInt(size), random.nextInt(size));
    }

    private void connect(int a, int b) {
        boolean turned = random.nextBoolean();
        if (a != b) links.add(new Link(nodes.get(turned ? a : b), nodes.get(turned ? b : a)));
    }

    /// One end's view of a connection: what is on its way from it, and what it has gossiped.
    private static final class End {
        private final VirtualNode node;
        private final Session session;
        private final Deque<String> onTheWay = new ArrayDeque<>();
        private final Set<String> gossiped = new HashSet<>();

        private End(VirtualNode node, Session session) {
            this.node = node;
            this.session = session;
        }

        /// @return whether there was anything to write
        boolean write() throws IOException {
            Step step = node.core().next(session);
            switch (step) {
                case Step.Send send ->
                    onTheWay.add(UTF_8.decode(send.frame()).toString().strip());
                case Step.Transfer transfer -> {
                    List<String> frames = node.write(session, transfer);
                    onTheWay.addAll(frames);
                    if (transfer.stream() != Step.Stream.ANSWER) {
                        frames.forEach(frame -> assertTrue(gossiped.add(frame), () -> "gossiped twice: " + frame));
                    }
                }
                case Step.Wait idle -> {
                    return false;
                }
                case Step.Finish finish -> throw new AssertionError("hung up: " + finish.reason());
            }
            return true;
        }

        /// @return whether there was anything to read
        boolean readFrom(End other) throws IOException {
            String frame = other.onTheWay.poll();
            if (frame == null) return false;
            switch (Message.parse(ByteBuffer.wrap((frame + "\n").getBytes(UTF_8)))) {
                case Message.BlockAnnounced announced -> node.hears(session, announced.block());
                case Message.ChainRequested requested -> node.isAsked(session, requested.locator());
                case Message.BlockRefused refused -> throw new AssertionError(refused);
                case Message.Unknown unknown -> throw new AssertionError(unknown);
            }
            return true;
        }
    }

    private static final class Link {
        private final VirtualNode dialler;
        private final VirtualNode listener;
        private List<End> ends = List.of();

        private Link(VirtualNode dialler, VirtualNode listener) {
            this.dialler = dialler;
            this.listener = listener;
        }

        void dial() throws IOException {
            if (!ends.isEmpty()) return;
            ends = List.of(new End(dialler, dialler.dialled()), new End(listener, listener.accepted()));
        }

        /// What is on the way is lost.
        void cut() {
            for (End end : ends) end.node.core().close(end.session);
            ends = List.of();
        }

        boolean write(int end) throws IOException {
            return !ends.isEmpty() && ends.get(end).write();
        }

        boolean deliver(int end) throws IOException {
            return !ends.isEmpty() && ends.get(end).readFrom(ends.get(1 - end));
        }
    }

    /// Whatever the seed comes upon: mining mostly on nodes that are not in touch, so that
    /// branches grow apart, and bytes in any order that links allow.
    void live(int steps) throws IOException {
        for (int step = 0; step < steps; step++) {
            Link link = links.get(random.nextInt(links.size()));
            VirtualNode node = nodes.get(random.nextInt(nodes.size()));
            int dice = random.nextInt(100);
            if (dice < 12) mine(node);
            else if (dice < 18) link.dial();
            else if (dice < 20) link.cut();
            else if (dice < 24) node.after(Duration.ofMillis(random.nextInt(3_000)));
            else if (dice < 62) link.write(random.nextInt(2));
            else link.deliver(random.nextInt(2));
        }
    }

    /// Mines one block more on a highest node, which makes its chain the only longest one.
    Block mineTheLongest() throws IOException {
        VirtualNode highest = nodes.getFirst();
        for (VirtualNode node : nodes) {
            if (node.core().tip().index() > highest.core().tip().index()) highest = node;
        }
        return mine(highest);
    }

    private Block mine(VirtualNode node) throws IOException {
        Block block = Mined.on(node.core().tip(), "block " + ++mined);
        node.mines(block);
        return block;
    }

    /// All links are up, everything on them arrives, and enough time passes.
    void settle() throws IOException {
        for (Link link : links) link.dial();
        for (long ticks = SETTLING_TIME.dividedBy(NetworkLimits.TICK); ticks > 0; ticks--) {
            boolean moved = true;
            while (moved) moved = anythingMoves();
            for (VirtualNode node : nodes) node.after(NetworkLimits.TICK);
        }
    }

    private boolean anythingMoves() throws IOException {
        boolean moved = false;
        for (Link link : links) {
            for (int end = 0; end < 2; end++) {
                moved |= link.write(end);
                moved |= link.deliver(end);
            }
        }
        return moved;
    }

    /// Each node's answer to `GET_CHAIN`.
    List<List<String>> answers() throws IOException {
        List<List<String>> answers = new ArrayList<>();
        for (VirtualNode node : nodes) {
            Session asker = node.accepted();
            node.isAsked(asker, Locator.EMPTY);
            answers.add(node.says(asker));
            node.core().close(asker);
        }
        return answers;
    }
}
