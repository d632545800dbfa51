package tsunagi.network.core;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult;
import tsunagi.chain.BlockRules;
import tsunagi.chain.ProvenBlock;
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
/// Not thread-safe: a connection has one reader.
public final class PeerInput {
    /// One thing that the peer said.
    public sealed interface Said {}

    /// A block whose work is done; its place in the chain is still to be found.
    public record Block(ProvenBlock block) implements Said {}

    /// Asks for the chain (2.2).
    public record ChainRequest(Locator locator) implements Said {}

    /// All that was pushed has been taken in.
    public record NeedMore() implements Said {}

    /// The connection must be closed (1.3); there will be nothing else from now on.
    public record TooLong() implements Said {}

    /// What is dropped, with the connection left open (1.6, 2.7, 3.2).
    public sealed interface Fault extends Said {
        /// What it counts as.
        Offence offence();
    }

    /// A block that is none, whatever it hangs on.
    ///
    /// @param index the height that it claims
    public record RejectedBlock(long index, AddResult.Rejected why) implements Fault {
        @Override
        public Offence offence() {
            return Offence.REJECTED_BLOCK;
        }
    }

    /// A `BLOCK:` frame that holds no block.
    public record RefusedFrame(Refusal why) implements Fault {
        @Override
        public Offence offence() {
            return Offence.REFUSED_FRAME;
        }
    }

    /// A frame of no known kind.
    ///
    /// @param start its first bytes, made printable
    public record UnknownFrame(String start) implements Fault {
        @Override
        public Offence offence() {
            return Offence.UNKNOWN_FRAME;
        }
    }

    private static final Said NEED_MORE = new NeedMore();
    private static final Said TOO_LONG = new TooLong();

    private final FrameDecoder decoder = new FrameDecoder();
    private final BlockRules rules;
    private @Nullable ByteBuffer lastFrame;

    public PeerInput(BlockRules rules) {
        this.rules = rules;
    }

    /// Consumes `bytes` up to the end of the next frame, or all of them.
    public Said next(ByteBuffer bytes) {
        FrameDecoder.Result result = decoder.next(bytes);
        return switch (result) {
            case FrameDecoder.Frame frame -> {
                lastFrame = frame.bytes();
                yield meaning(Message.parse(frame.bytes()));
            }
            case FrameDecoder.NeedMore needMore -> NEED_MORE;
            case FrameDecoder.TooLong tooLong -> TOO_LONG;
        };
    }

    /// SHA-256 of the frame that was read last, LF included: evidence. Good until the next call.
    public Optional<Hash> lastFrameHash() {
        if (lastFrame == null) return Optional.empty();
        byte[] bytes = new byte[lastFrame.remaining()];
        lastFrame.get(lastFrame.position(), bytes);
        return Optional.of(Hash.sha256(bytes));
    }

    /// Whether a frame has begun whose LF has not come.
    public boolean midFrame() {
        return decoder.midFrame();
    }

    private Said meaning(Message message) {
        return switch (message) {
            case Message.BlockAnnounced announced -> {
                BlockRules.Verdict verdict = rules.prove(announced.block());
                yield switch (verdict) {
                    case BlockRules.Proven proven -> new Block(proven.block());
                    case AddResult.Rejected rejected ->
                        new RejectedBlock(announced.block().index(), rejected);
                };
            }
            case Message.ChainRequested requested -> new ChainRequest(requested.locator());
            case Message.BlockRefused refused -> new RefusedFrame(refused.refusal());
            case Message.Unknown unknown -> new UnknownFrame(unknown.start());
        };
    }
}
