package tsunagi.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Any frame at all is a message. If it is a block, then the canonical writer's form of it is the
/// same block, and is written the same again; a hash over it can be computed. For a fuzzer that
/// calls it by its name.
public final class BlockReaderFuzz {
    /// Parses the input as one frame.
    ///
    /// @param input a frame but for its LF
    public static void fuzzerTestOneInput(byte[] input) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(input);
        frame.write('\n');
        Message message = Message.parse(ByteBuffer.wrap(frame.toByteArray()));
        switch (message) {
            case Message.BlockAnnounced announced -> checkRoundTrip(announced.block());
            case Message.BlockRefused refused -> checkWords(refused.refusal().toString());
            case Message.ChainRequested requested -> checkRequest(requested.locator());
            case Message.Unknown unknown -> checkWords(unknown.start());
        }
    }

    private static void checkRoundTrip(Block block) {
        byte[] written = BlockWriter.frame(block);
        if (!(Message.parse(ByteBuffer.wrap(written)) instanceof Message.BlockAnnounced again)) {
            throw new AssertionError("its canonical form is refused: " + block);
        }
        if (!again.block().equals(block)) throw new AssertionError("another block: " + block);
        if (!Arrays.equals(written, BlockWriter.frame(again.block()))) throw new AssertionError("another form");
        if (!block.computeHash().equals(again.block().computeHash())) throw new AssertionError("another hash");
    }

    private static void checkRequest(Locator locator) {
        Message again = Message.parse(ByteBuffer.wrap(locator.requestFrame()));
        if (!(again instanceof Message.ChainRequested request)
                || !request.locator().equals(locator)) {
            throw new AssertionError("another locator: " + locator);
        }
    }

    /// What peers send ends up in log lines.
    private static void checkWords(String words) {
        if (words.chars().anyMatch(Character::isISOControl)) throw new AssertionError("a control character: " + words);
    }

    private BlockReaderFuzz() {}
}
