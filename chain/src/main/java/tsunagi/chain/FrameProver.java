package tsunagi.chain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.CanonicalReader;
import tsunagi.protocol.Hash;

/// The short way from bytes to proven blocks: for frames that are canonical and hold a valid block, which
/// is nearly all of what nodes send and all of what is in a log. On everything else it stops,
/// and the plain way ([BlockRules#prove]) says what is the matter with it.
///
/// Its blocks are views of the bytes that they were read from. Not thread-safe, and cheap to make.
public final class FrameProver {
    private final int difficultyBytes;
    private final CanonicalReader reader = new CanonicalReader();

    FrameProver(int difficultyBytes) {
        this.difficultyBytes = difficultyBytes;
    }

    /// The blocks of the frames from the buffer's position on, until something else comes or the
    /// buffer ends; moves the position past them.
    ///
    /// @param bytes on the heap; of others it takes nothing
    public List<ProvenBlock> run(ByteBuffer bytes) {
        if (!bytes.hasArray()) return List.of();
        List<ProvenBlock> blocks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            ProvenBlock block = prove(bytes);
            if (block == null) break;
            blocks.add(block);
            bytes.position(bytes.position() + block.frameBytes());
        }
        return blocks;
    }

    /// The block of the frame that the buffer begins with; null if it is for the plain way.
    ///
    /// @param bytes on the heap; its position is left alone
    @Nullable
    ProvenBlock prove(ByteBuffer bytes) {
        byte[] array = bytes.array();
        int from = bytes.arrayOffset() + bytes.position();
        int end = reader.read(array, from, bytes.arrayOffset() + bytes.limit());
        if (end == CanonicalReader.NONE || reader.index() == 0) return null;
        Hash hash = reader.hash();
        if (hash.leadingZeroBytes() < difficultyBytes) return null;
        return new ProvenBlock(reader.index(), reader.prevHash(), hash, array, from, end - from);
    }
}
