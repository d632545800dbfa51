package tsunagi.network.core;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult;
import tsunagi.chain.BlockRules;
import tsunagi.chain.FrameProver;
import tsunagi.chain.ProvenBlock;
import tsunagi.chain.ProvenRun;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;
import tsunagi.protocol.Message;
import tsunagi.protocol.Refusal;

/// What the bytes of one peer say: frames, messages and proofs, everything that needs neither
/// the chain nor the lock.
///
/// The caller owns the bytes and pushes them until there are no more of them:
///
///     while (!((said = input.next(bytes)) instanceof NeedMore)) handle(said);
///
/// What was said may be a view of the bytes, and is good until they change. Blocks in a row are
/// said at once. Many of them are cut into parts, which are proven side by side.
///
/// Not thread-safe: a connection has one reader.
public final class PeerInput {
    /// One thing that the peer said.
    public sealed interface Said {}

    /// Blocks whose work is done, in the order in which they came, at least one; their places in
    /// the chain are still to be found.
    public record Blocks(List<ProvenBlock> blocks) implements Said {}

    /// Asks for the chain (2.2).
    ///
    /// @param frame the frame that it was
    public record ChainRequest(Locator locator, ByteBuffer frame) implements Said {}

    /// All that was pushed has been taken in.
    public record NeedMore() implements Said {}

    /// The connection must be closed (1.3); there will be nothing else from now on.
    public record TooLong() implements Said {}

    /// What is dropped, with the connection left open (1.6, 2.7, 3.2).
    public sealed interface Fault extends Said {
        /// What it counts as.
        Offence offence();

        /// The frame that it was.
        ByteBuffer frame();
    }

    /// A block that is none, whatever it hangs on.
    ///
    /// @param index the height that it claims
    public record RejectedBlock(long index, AddResult.Rejected why, ByteBuffer frame) implements Fault {
        @Override
        public Offence offence() {
            return Offence.REJECTED_BLOCK;
        }
    }

    /// A `BLOCK:` frame that holds no block.
    public record RefusedFrame(Refusal why, ByteBuffer frame) implements Fault {
        @Override
        public Offence offence() {
            return Offence.REFUSED_FRAME;
        }
    }

    /// A frame of no known kind.
    ///
    /// @param start its first bytes, made printable
    public record UnknownFrame(String start, ByteBuffer frame) implements Fault {
        @Override
        public Offence offence() {
            return Offence.UNKNOWN_FRAME;
        }
    }

    private static final Said NEED_MORE = new NeedMore();
    private static final Said TOO_LONG = new TooLong();

    private final FrameDecoder decoder = new FrameDecoder();
    private final BlockRules rules;
    private final Workers workers;
    private final Deque<Part> parts = new ArrayDeque<>(0);
    private @Nullable FrameProver prover;
    private boolean tooLong;

    /// @param workers prove the parts of what comes many at a time
    public PeerInput(BlockRules rules, Workers workers) {
        this.rules = rules;
        this.workers = workers;
    }

    /// SHA-256 of a frame, LF included: evidence.
    public static Hash evidence(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(frame.position(), bytes);
        return Hash.sha256(bytes);
    }

    /// Consumes some of `bytes`: one frame, blocks in a row, or all of them.
    public Said next(ByteBuffer bytes) {
        if (parts.isEmpty() && !decoder.midFrame() && bytes.remaining() >= 2 * NetworkLimits.PART_BYTES) {
            divide(bytes);
        }
        ProvenRun blocks = takeBlocks();
        if (blocks != null) return new Blocks(blocks);
        Part part = parts.peekFirst();
        return read(part == null ? bytes : part.rest);
    }

    /// The blocks of the parts, as long as they are in a row, up to the first part that
    /// has something else in it.
    private @Nullable ProvenRun takeBlocks() {
        ProvenRun blocks = null;
        for (Part part = parts.peekFirst(); part != null; part = parts.peekFirst()) {
            ProvenRun more = part.blocks;
            if (blocks == null) {
                blocks = more;
            } else if (more != null && !blocks.join(more)) {
                break;
            }
            part.blocks = null;
            if (part.rest.hasRemaining()) break;
            parts.removeFirst();
        }
        return blocks;
    }

    /// Cuts whole frames into parts, up to the start of one that is not all there or to something
    /// that is longer than a frame, and proves what each part begins with.
    private void divide(ByteBuffer bytes) {
        List<Runnable> tasks = new ArrayList<>();
        while (true) {
            int limit = Math.min(bytes.limit(), bytes.position() + NetworkLimits.PART_BYTES);
            int end = FrameDecoder.endOfFrames(bytes, limit);
            if (end == bytes.position()) break;
            Part part = new Part(bytes.slice(bytes.position(), end - bytes.position()));
            parts.addLast(part);
            tasks.add(() -> part.prove(rules));
            bytes.position(end);
        }
        workers.run(tasks);
    }

    private Said read(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            // It may be long before more comes, and a prover takes up more than all else here.
            prover = null;
        } else if (!decoder.midFrame() && !tooLong) {
            ProvenRun blocks = prover().run(bytes);
            if (!blocks.isEmpty()) return new Blocks(blocks);
        }
        boolean wasSpread = decoder.midFrame();
        FrameDecoder.Result result = decoder.next(bytes);
        return switch (result) {
            case FrameDecoder.Frame frame -> wasSpread ? quickOrPlain(frame.bytes()) : plain(frame.bytes());
            case FrameDecoder.NeedMore needMore -> {
                prover = null;
                yield NEED_MORE;
            }
            case FrameDecoder.TooLong already -> {
                tooLong = true;
                parts.clear();
                yield TOO_LONG;
            }
        };
    }

    private FrameProver prover() {
        FrameProver ready = prover;
        if (ready == null) prover = ready = rules.frameProver();
        return ready;
    }

    /// Whether a frame has begun whose LF has not come.
    public boolean midFrame() {
        return decoder.midFrame();
    }

    /// Puts the bytes of a frame that has begun where the buffer stands. They must be pushed again,
    /// with what follows them: a frame that lies whole among others is read with them.
    public void giveBack(ByteBuffer to) {
        decoder.giveBack(to);
    }

    /// A frame that the prover has not seen, because it came in pieces.
    private Said quickOrPlain(ByteBuffer frame) {
        ProvenRun block = prover().run(frame);
        return block.isEmpty() ? plain(frame) : new Blocks(block);
    }

    private Said plain(ByteBuffer frame) {
        Message message = Message.parse(frame);
        return switch (message) {
            case Message.BlockAnnounced announced -> {
                BlockRules.Verdict verdict = rules.prove(announced.block());
                yield switch (verdict) {
                    case BlockRules.Proven proven -> new Blocks(List.of(proven.block()));
                    case AddResult.Rejected rejected ->
                        new RejectedBlock(announced.block().index(), rejected, frame);
                };
            }
            case Message.ChainRequested requested -> new ChainRequest(requested.locator(), frame);
            case Message.BlockRefused refused -> new RefusedFrame(refused.refusal(), frame);
            case Message.Unknown unknown -> new UnknownFrame(unknown.start(), frame);
        };
    }

    /// Some of the frames that came, whole ones.
    private static final class Part {
        private final ByteBuffer rest;
        /// What it begins with; null if that is no block, or was taken.
        private @Nullable ProvenRun blocks;

        Part(ByteBuffer frames) {
            this.rest = frames;
        }

        void prove(BlockRules rules) {
            ProvenRun run = rules.frameProver().run(rest);
            if (!run.isEmpty()) blocks = run;
        }
    }
}
