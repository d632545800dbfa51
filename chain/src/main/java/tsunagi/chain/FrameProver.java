package tsunagi.chain;

import java.nio.ByteBuffer;
import tsunagi.protocol.CanonicalReader;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Hash;

/// The short way from bytes to proven blocks: for frames that are canonical and hold a valid block, which
/// is nearly all of what nodes send and all of what is in a log. On everything else it stops,
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

    /// The blocks of the frames from the buffer's position on, until one comes that is not the child of the one before,
    /// or something else, or the buffer ends; moves the position past them.
    ///
    /// @param bytes on the heap; of others it takes nothing
    public ProvenRun run(ByteBuffer bytes) {
        if (!bytes.hasArray()) return NONE;
        byte[] array = bytes.array();
        int at = bytes.arrayOffset() + bytes.position();
        // The compiler takes it that what it has not seen does not happen. A frame that breaks off can do so at any of
        // its members, and each of them would have the reader compiled anew.
        int limit = bytes.arrayOffset() + FrameDecoder.endOfFrames(bytes, bytes.limit());
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

    private boolean isProven(int end) {
        return end != CanonicalReader.NONE
                && reader.index() != 0
                && reader.hash().leadingZeroBytes() >= difficultyBytes;
    }
}
