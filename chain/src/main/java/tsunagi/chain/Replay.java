package tsunagi.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Block;
import tsunagi.protocol.Message;
import tsunagi.protocol.ProtocolLimits;

/// Reads a log and offers each block to the chain, in the order in which they
/// joined it, which leads to the same chain again. What is no canonical frame of a proven block
/// is passed over and noted.
final class Replay implements LogLines.Sink {
    private static final byte[] FRAME_START = "BLOCK:".getBytes(US_ASCII);

    /// Is offered the blocks that a log holds.
    @FunctionalInterface
    interface Places {
        /// Takes blocks that lie in the log one after another.
        ///
        /// @param blocks at least one
        /// @param offset of the first one's frame
        /// @return how many of them it has taken, at least one; the others are for the next call
        int take(List<ProvenBlock> blocks, long offset) throws IOException;
    }

    /// What a line is: a block, or the reason why it is none.
    private sealed interface Reading permits Valid, Invalid {}

    private record Valid(ProvenBlock block) implements Reading {}

    private record Invalid(String reason) implements Reading {}

    /// Ends the reading at the first block.
    private static final class FirstBlock extends IOException {
        private static final long serialVersionUID = 1;
    }

    private final Places places;
    private final BlockRules rules;
    private final FrameProver prover;

    private final List<Damage> damages = new ArrayList<>();
    private long damageCount;
    private @Nullable Damage current;
    private long damagedBytes;
    private long validEnd;
    private long blocks;

    Replay(Places places, BlockRules rules) {
        this.places = places;
        this.rules = rules;
        this.prover = rules.frameProver();
    }

    /// Whether a log holds a valid block. Reads it only up to the first one.
    ///
    /// @throws IOException also if the log holds blocks of a network with less difficulty
    static boolean holdsBlock(BlockLog log, BlockRules rules) throws IOException {
        Places none = (blocks, offset) -> {
            throw new FirstBlock();
        };
        try {
            return new Replay(none, rules).read(log).blocks() > 0;
        } catch (FirstBlock e) {
            return true;
        }
    }

    /// Reads all of it.
    ///
    /// @throws IOException also if the log holds blocks of a network with less difficulty
    LogContents read(BlockLog log) throws IOException {
        return read(log::scan, 0, log.end());
    }

    /// Reads a part of it.
    ///
    /// @param start of the first frame to read, or the end of the frame before it
    LogContents read(LogLines.Source log, long start, long end) throws IOException {
        validEnd = start;
        LogLines.read(log, start, end, this);
        noteDamage();
        return new LogContents(end, blocks, validEnd, List.copyOf(damages), damageCount, damagedBytes);
    }

    @Override
    public void lines(long start, ByteBuffer bytes) throws IOException {
        ProvenRun rest = prover.run(bytes);
        long at = start;
        while (!rest.isEmpty()) {
            int placed = places.take(rest, at);
            long end = at + rest.subList(0, placed).bytes();
            replayed(placed, at, end);
            at = end;
            rest = rest.subList(placed, rest.size());
        }
    }

    @Override
    public void line(long start, long end, ByteBuffer tail) throws IOException {
        boolean isWhole = tail.remaining() == end - start;
        Reading whole = isWhole
                ? reading(tail)
                : new Invalid("a line of more than " + ProtocolLimits.MAX_FRAME_BYTES + " bytes");
        switch (whole) {
            case Valid valid -> replay(valid.block(), start, end);
            case Invalid invalid -> salvage(start, end, tail, invalid.reason());
        }
    }

    /// A frame whose start a crash took away has no LF before the next one, which is whole: it is
    /// looked for at the line's end. It can't be mistaken for a part of another: in a valid frame,
    /// a text that looks like a frame has its quotes escaped.
    private void salvage(long start, long end, ByteBuffer tail, String reason) throws IOException {
        for (int at = tail.position(); at < tail.limit(); at++) {
            if (!startsFrame(tail, at)) continue;
            ByteBuffer frame = tail.slice(at, tail.limit() - at);
            if (reading(frame) instanceof Valid valid) {
                damaged(start, end - frame.remaining(), reason);
                replay(valid.block(), end - frame.remaining(), end);
                return;
            }
        }
        damaged(start, end, reason);
    }

    private static boolean startsFrame(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < FRAME_START.length) return false;
        for (int i = 0; i < FRAME_START.length; i++) {
            if (bytes.get(at + i) != FRAME_START[i]) return false;
        }
        return true;
    }

    @Override
    public void unended(long start, long end, boolean zeros) {
        damaged(start, end, zeros ? "zero bytes" : "the start of a frame, or of something else, without its end");
    }

    private void replay(ProvenBlock block, long start, long end) throws IOException {
        places.take(List.of(block), start);
        replayed(1, start, end);
    }

    private void replayed(int count, long start, long end) {
        damagedBytes += start - validEnd;
        noteDamage();
        validEnd = end;
        blocks += count;
    }

    private void damaged(long start, long end, String reason) {
        Damage before = current;
        current = before == null
                ? new Damage(start, end - start, reason)
                : new Damage(before.offset(), end - before.offset(), before.reason());
    }

    private void noteDamage() {
        if (current == null) return;
        damageCount++;
        if (damages.size() < ChainLimits.MAX_TOLD_DAMAGES) damages.add(current);
        current = null;
    }

    private Reading reading(ByteBuffer frame) throws IOException {
        Message message = Message.parse(frame.duplicate());
        return switch (message) {
            case Message.BlockAnnounced announced -> proven(announced.block(), frame);
            case Message.BlockRefused refused -> new Invalid("a frame that holds no block: " + refused.refusal());
            case Message.ChainRequested requested -> new Invalid("a chain request, which is no block");
            case Message.Unknown unknown -> new Invalid("no frame of a block: \"" + unknown.start() + "\"");
        };
    }

    private Reading proven(Block block, ByteBuffer frame) throws IOException {
        BlockRules.Verdict verdict = rules.prove(block);
        return switch (verdict) {
            case BlockRules.Proven proven ->
                proven.block().frame().equals(frame)
                        ? new Valid(proven.block())
                        : new Invalid("block " + block.index() + ", but not in the form in which nodes write it");
            case AddResult.Rejected rejected -> {
                refuseEasierNetwork(rejected, block);
                yield new Invalid("block " + block.index() + ", which is not valid: "
                        + rejected.reason().words());
            }
        };
    }

    /// A block with a true hash but too little work is no damage: the log belongs to a network
    /// of less difficulty, and to cut it off would be to destroy it.
    private static void refuseEasierNetwork(AddResult.Rejected rejected, Block block) throws IOException {
        if (rejected.reason() != AddResult.Rejection.TOO_LITTLE_WORK) return;
        throw new IOException("the block log holds block " + block.index() + " with "
                + block.hash().leadingZeroBytes()
                + " zero bytes in its hash, fewer than this network's difficulty; use the --difficulty it was"
                + " written with, or another directory");
    }
}
