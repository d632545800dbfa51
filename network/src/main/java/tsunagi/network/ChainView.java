package tsunagi.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tsunagi.chain.Extent;
import tsunagi.chain.OffChain;
import tsunagi.chain.Tip;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Message;

/// The node's chain, to be looked at while it runs. Places are found under the lock that orders
/// blocks, in short turns; blocks are read and parsed outside of it.
///
/// It leaves out genesis, which is in no log.
public final class ChainView {
    /// Entries of the index that one turn of the lock looks at: 176 KiB, some tens of microseconds.
    private static final int HEIGHTS_PER_TURN = 4_096;

    private final LockedCore core;

    ChainView(LockedCore core) {
        this.core = core;
    }

    public Tip tip() {
        return core.tip();
    }

    /// Bytes of the log, with what reorganisations left.
    public long logBytes() {
        return core.log().end();
    }

    /// The active block at a height.
    public Optional<Block> at(long height) throws IOException {
        Optional<Extent> place = core.look(chain -> chain.frameAt(height));
        return place.isEmpty() ? Optional.empty() : Optional.of(read(place.get()));
    }

    /// The frame of the active block at a height, as it is sent to peers.
    public Optional<byte[]> frame(long height) throws IOException {
        Optional<Extent> place = core.look(chain -> chain.frameAt(height));
        return place.isEmpty()
                ? Optional.empty()
                : Optional.of(bytes(place.get()).array());
    }

    /// The frame of a block that is known but not on the active chain.
    public Optional<byte[]> offChainFrame(Hash hash) throws IOException {
        Optional<ByteBuffer> frame = core.look(chain -> chain.frameOffChain(hash));
        if (frame.isEmpty()) return Optional.empty();
        byte[] copy = new byte[frame.get().remaining()];
        frame.get().get(copy);
        return Optional.of(copy);
    }

    /// Whether the active block of this height has this hash.
    public boolean holds(Tip block) throws IOException {
        if (block.index() < 1 || block.index() > tip().index()) return false;
        return core.look(chain -> chain.heightOf(block.hash(), block.index(), 1))
                .isPresent();
    }

    /// Active blocks, the highest first.
    ///
    /// @param highest where to begin
    /// @param most    how many at the most
    public List<Block> below(long highest, int most) throws IOException {
        List<Extent> places = core.look(chain -> {
            List<Extent> found = new ArrayList<>();
            long from = Math.min(highest, chain.tip().index());
            for (long height = from; height > Math.max(0, from - most); height--) {
                chain.frameAt(height).ifPresent(found::add);
            }
            return found;
        });
        List<Block> blocks = new ArrayList<>(places.size());
        for (Extent place : places) blocks.add(read(place));
        return blocks;
    }

    /// The height of the active block with this hash. Looks at every height, from the tip down.
    public OptionalLong heightOf(Hash hash) throws IOException {
        for (long top = tip().index(); top >= 1; top -= HEIGHTS_PER_TURN) {
            long first = Math.max(1, top - HEIGHTS_PER_TURN + 1);
            int count = (int) (top - first + 1);
            OptionalLong found = core.look(chain -> chain.heightOf(hash, first, count));
            if (found.isPresent()) return found;
        }
        return OptionalLong.empty();
    }

    /// What is known off the active chain.
    ///
    /// @param most how many by name
    public OffChain offChain(int most) throws IOException {
        return core.look(chain -> chain.offChain(most));
    }

    /// A block that is known but not on the active chain.
    public Optional<Block> offChain(Hash hash) throws IOException {
        Optional<ByteBuffer> frame = core.look(chain -> chain.frameOffChain(hash));
        return frame.isEmpty() ? Optional.empty() : Optional.of(parse(frame.get()));
    }

    /// Looks for bytes in the log.
    public LogSearch search(byte[] wanted) {
        return new LogSearch(core.log(), wanted);
    }

    private Block read(Extent place) throws IOException {
        return parse(bytes(place));
    }

    private ByteBuffer bytes(Extent place) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate((int) place.length());
        core.log().read(place.from(), frame);
        return frame.flip();
    }

    /// The block that a frame holds.
    ///
    /// @throws IOException if it holds none
    public static Block parse(ByteBuffer frame) throws IOException {
        if (Message.parse(frame) instanceof Message.BlockAnnounced announced) return announced.block();
        throw new IOException("the block log holds a frame that is no block");
    }
}
