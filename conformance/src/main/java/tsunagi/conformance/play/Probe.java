package tsunagi.conformance.play;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// A round trip on a connection of its own, which also tells the node's chain: two requests
/// and a half-close, read until the node closes or the answer has come twice. Blocks alone
/// make an answer: what else a node may say (1.6), such as a greeting, is none, or it would
/// pass for a chain to fence with.
final class Probe {
    /// What came of it.
    sealed interface Result permits Answered, Unsteady, Unanswered {}

    /// The node answered.
    ///
    /// @param chain the frames of one answer
    record Answered(List<Octets> chain, Duration roundTrip) implements Result {}

    /// The node closed, and its blocks are not one answer twice: the chain grew in
    /// between, or the node is wrong.
    record Unsteady(List<Octets> blocks) implements Result {
        String reason() {
            return "no round trip: GET_CHAIN twice was not answered with the same twice, but with %s blocks in all"
                    .formatted(blocks.size());
        }
    }

    /// There is no round trip.
    sealed interface Unanswered extends Result {
        String reason();
    }

    /// The connection could not be made, or broke.
    record Broken(String reason) implements Unanswered {}

    /// The node kept the connection open, though the probe had ended its side.
    ///
    /// @param blocks how many came
    record KeptOpen(int blocks) implements Unanswered {
        @Override
        public String reason() {
            return "no round trip: after GET_CHAIN twice and a half-close came %s blocks, and neither the same again nor the end"
                    .formatted(blocks);
        }
    }

    private final List<Octets> blocks = new ArrayList<>();

    static Result ask(InetSocketAddress node, Form form, Deadline deadline) {
        return new Probe().run(node, form, deadline);
    }

    private Result run(InetSocketAddress node, Form form, Deadline deadline) {
        long start = System.nanoTime();
        Inbox inbox = new Inbox(frame -> frame.isBlockFrame() ? form.read(frame) : null);
        try (Socket socket = new Socket()) {
            Ports.connect(socket, node, deadline.millisLeft());
            socket.setTcpNoDelay(true);
            Readers.start("probe", () -> read(socket, inbox));
            socket.getOutputStream().write(Frames.GET_CHAIN);
            socket.getOutputStream().write(Frames.GET_CHAIN);
            socket.shutdownOutput();
            return await(inbox, deadline, start);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Broken("no round trip on a fresh connection: " + reason);
        } finally {
            inbox.end("over");
        }
    }

    private static void read(Socket socket, Inbox inbox) {
        byte[] buffer = new byte[8192];
        try {
            for (int length; (length = socket.getInputStream().read(buffer)) >= 0; ) {
                if (!inbox.awaitRoom() || !inbox.push(buffer, length)) return;
            }
            inbox.end("closed");
        } catch (IOException e) {
            inbox.end("broken");
        }
    }

    private Result await(Inbox inbox, Deadline deadline, long start) {
        while (true) {
            Inbox.Arrival arrival = inbox.take(deadline);
            switch (arrival) {
                case Inbox.Frame first -> {
                    if (isAnswer(first)) return answered(start);
                    // To take each by itself would mean thousands of turns with the reader of a
                    // long chain, and a busy machine needs a moment for each.
                    for (Inbox.Frame next : inbox.takeWaiting()) {
                        if (isAnswer(next)) return answered(start);
                    }
                }
                case Inbox.Ended ignored -> {
                    return blocks.isEmpty() || cameTwice() ? answered(start) : new Unsteady(List.copyOf(blocks));
                }
                case Inbox.Late ignored -> {
                    return new KeptOpen(blocks.size());
                }
            }
        }
    }

    /// Adds a frame, and returns whether the chain has come twice by now.
    private boolean isAnswer(Inbox.Frame frame) {
        blocks.add(frame.bytes());
        return mayBegin(blocks.getFirst()) && cameTwice();
    }

    private Result answered(long start) {
        return new Answered(
                List.copyOf(blocks.subList(0, blocks.size() / 2)), Duration.ofNanos(System.nanoTime() - start));
    }

    /// Gossip that comes before an answer may look like its beginning. Then all that comes counts.
    private static boolean mayBegin(Octets frame) {
        return !(frame.readBlock() instanceof WireBlock.Canonical canonical)
                || canonical.block().index() <= 1;
    }

    private boolean cameTwice() {
        int half = blocks.size() / 2;
        return blocks.size() % 2 == 0
                && blocks.getFirst().equals(blocks.get(half))
                && blocks.subList(0, half).equals(blocks.subList(half, blocks.size()));
    }
}
