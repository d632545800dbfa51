package tsunagi.conformance.play;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// A round trip on a connection of its own, which also tells the node's chain: two requests and
/// a half-close, read until the node closes or the answer has come twice.
final class Probe {
    /// What came of it.
    sealed interface Result permits Answered, Unanswered {}

    /// The node answered.
    ///
    /// @param chain the frames of one answer
    record Answered(List<Octets> chain, Duration roundTrip) implements Result {}

    record Unanswered(String reason) implements Result {}

    private final List<Octets> frames = new ArrayList<>();

    static Result ask(InetSocketAddress node, Deadline deadline) {
        return new Probe().run(node, deadline);
    }

    private Result run(InetSocketAddress node, Deadline deadline) {
        long start = System.nanoTime();
        Inbox inbox = new Inbox(frame -> !frame.equals(Octets.of(Frames.CHAIN_END)));
        try (Socket socket = new Socket()) {
            socket.connect(node, deadline.millisLeft());
            socket.setTcpNoDelay(true);
            Thread.ofVirtual().name("probe").start(() -> read(socket, inbox));
            socket.getOutputStream().write(Frames.GET_CHAIN);
            socket.getOutputStream().write(Frames.GET_CHAIN);
            socket.shutdownOutput();
            return await(inbox, deadline, start);
        } catch (IOException e) {
            return new Unanswered("no round trip on a fresh connection: " + e.getMessage());
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
                case Inbox.Frame frame -> {
                    frames.add(frame.bytes());
                    if (cameTwice()) return answered(frames.subList(0, frames.size() / 2), start);
                }
                case Inbox.Ended ignored -> {
                    return answered(frames, start);
                }
                case Inbox.Late ignored -> {
                    return new Unanswered("no round trip: after GET_CHAIN twice and a half-close came "
                            + "%d frames, and neither the same again nor the end".formatted(frames.size()));
                }
            }
        }
    }

    private static Result answered(List<Octets> chain, long start) {
        return new Answered(List.copyOf(chain), Duration.ofNanos(System.nanoTime() - start));
    }

    private boolean cameTwice() {
        int half = frames.size() / 2;
        return frames.size() % 2 == 0
                && frames.getFirst().equals(frames.get(half))
                && frames.subList(0, half).equals(frames.subList(half, frames.size()));
    }
}
