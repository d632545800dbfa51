package tsunagi.network.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tsunagi.chain.AddResult;
import tsunagi.chain.BlockLog;
import tsunagi.chain.Chain;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// A node without sockets: what it says is read off step by step, and its time stands still
/// until it is moved.
final class VirtualNode {
    static final String REQUEST = "GET_CHAIN";

    private final Chain chain = Chain.inMemory(Mined.PARAMETERS);
    private final NodeCore core = new NodeCore(chain);
    private long now = 1_000_000;

    NodeCore core() {
        return core;
    }

    /// Begins with these blocks, before there was any peer.
    VirtualNode holding(List<Block> blocks) throws IOException {
        for (Block block : blocks) core.submit(Mined.proven(block));
        return this;
    }

    Session accepted() throws IOException {
        return core.open(Direction.INBOUND, () -> {}, now);
    }

    Session dialled() throws IOException {
        return core.open(Direction.OUTBOUND, () -> {}, now);
    }

    /// A session that the node has dialled, after its first words.
    Session dialledAndGreeted() throws IOException {
        Session session = dialled();
        says(session);
        return session;
    }

    AddResult hears(Session from, Block block) throws IOException {
        return core.receive(from, List.of(Mined.proven(block)), now).getFirst().result();
    }

    void hears(Session from, List<Block> blocks) throws IOException {
        core.receive(from, blocks.stream().map(Mined::proven).toList(), now);
        while (core.isSwitching()) core.advance();
    }

    void isAsked(Session by) throws IOException {
        isAsked(by, Locator.EMPTY);
    }

    void isAsked(Session by, Locator locator) throws IOException {
        core.chainRequested(by, locator, now);
    }

    Optional<AddResult> mines(Block block) throws IOException {
        return core.submit(Mined.proven(block));
    }

    /// Mines a block whose way to the disk takes until [#forces].
    void minesUnforced(Block block) throws IOException {
        core.submitUnforced(Mined.proven(block));
    }

    void forces() throws IOException {
        chain.log().force();
        core.forced();
    }

    /// Time passes, and the node looks at it.
    void after(Duration time) {
        now += time.toNanos();
        core.tick(now);
    }

    /// All that it has to say at the moment: frames without their LF, and at the end, if it
    /// hangs up, the reason.
    List<String> says(Session to) throws IOException {
        List<String> frames = new ArrayList<>();
        while (true) {
            List<String> next = saysNext(to);
            if (next.isEmpty()) return frames;
            frames.addAll(next);
            if (frames.getLast().startsWith("closes: ")) return frames;
        }
    }

    /// What it writes in one step; nothing if it waits.
    List<String> saysNext(Session to) throws IOException {
        Step step = core.next(to);
        return switch (step) {
            case Step.Send send -> List.of(UTF_8.decode(send.frame()).toString().strip());
            case Step.Transfer transfer -> write(to, transfer);
            case Step.Wait idle -> List.of();
            case Step.Finish finish -> List.of("closes: " + finish.reason());
        };
    }

    /// Writes what the step names, as a connection would, and reports it to the session.
    List<String> write(Session to, Step.Transfer step) throws IOException {
        List<String> frames = framesOf(step);
        long bytes = frames.stream()
                .mapToLong(frame -> frame.getBytes(UTF_8).length + 1)
                .sum();
        core.sent(to, step, bytes);
        return frames;
    }

    private List<String> framesOf(Step.Transfer step) throws IOException {
        BlockLog log = chain.log();
        long from = step.extent().from();
        long to = log.frameBoundary(from, step.extent().to(), NetworkLimits.MAX_PIECE_BYTES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WritableByteChannel out = Channels.newChannel(bytes)) {
            for (long at = from; at < to; ) at += log.transferTo(at, to - at, out);
        }
        return bytes.toString(UTF_8).lines().toList();
    }
}
