package tsunagi.chain;

import java.nio.ByteBuffer;
import tsunagi.protocol.CanonicalReader;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;

/// The short way from bytes to proven blocks: for frames that are canonical and hold a valid block,
/// which is nearly all of what nodes send and all of what is in a log. On everything else it stops,
/// and the plain way ([BlockRules#prove]) says what is the matter with it.
///
/// Its blocks are views of the bytes that they were read from. Not thread-safe, and cheap to make.
public final class FrameProver {
    private static final ProvenRun NONE = new ProvenRun(new byte[0], 0, 0, Hash.ZERO);

    private final int difficultyBytes;
    private final CanonicalReader reader = new CanonicalReader();

    FrameProver(int difficultyBytes) {
        this.difficultyBytes = difficultyBytes;
    }

    /// The blocks of the frames from the buffer's position on, until one comes that is
    /// not the child of the one before, or something else, or the last that is whole;
    /// moves the position past them.
    ///
    /// @param bytes on the heap; of others it takes nothing
    public ProvenRun run(ByteBuffer bytes) {
        if (!bytes.hasArray()) return NONE;
        byte[] array = bytes.array();
        int at = bytes.arrayOffset() + bytes.position();
        int limit = bytes.arrayOffset() + endOfWhole(bytes);
        int end = reader.read(array, at, limit);
        if (!isProven(end)) return NONE;
        ProvenRun run = new ProvenRun(array, at, reader.index(), reader.prevHash());
        for (; isProven(end); end = reader.readChild(array, at, limit)) {
            run.add(reader, end);
            at = end;
        }
        bytes.position(at - bytes.arrayOffset());
        return run;
    }

    /// An honest peer's frame breaks off at the end of what was read, at any of its members.
    /// HotSpot compiles a method for what it has seen happen, and would start again at each member.
    /// So the reader does not see such a frame.
    private static int endOfWhole(ByteBuffer bytes) {
        int end = FrameDecoder.endOfFrames(bytes, bytes.limit());
        boolean endsInSomethingElse = end == bytes.position() && bytes.remaining() >= ProtocolLimits.MAX_FRAME_BYTES;
        return endsInSomethingElse ? bytes.limit() : end;
    }

    private boolean isProven(int end) {
        return end != CanonicalReader.NONE
                && reader.index() != 0
                && reader.hash().leadingZeroBytes() >= difficultyBytes;
    }
}
