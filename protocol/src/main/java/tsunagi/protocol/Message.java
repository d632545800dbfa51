package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// What a frame says (section 2). Every frame says something: what is not understood is a
/// message too, for it is answered by carrying on (1.6, 2.7).
public sealed interface Message {
    String BLOCK_PREFIX = "BLOCK:";
    String CHAIN_REQUEST_PREFIX = "GET_CHAIN";

    /// Here is a block.
    record BlockAnnounced(Block block) implements Message {}

    /// It began with `BLOCK:`, but what follows is not a block (2.7).
    record BlockRefused(Refusal refusal) implements Message {}

    /// Send me your chain, from the locator on (2.2, 8.1).
    record ChainRequested(Locator locator) implements Message {}

    /// A frame of no known kind (1.6).
    ///
    /// @param start the first bytes, made printable
    record Unknown(String start) implements Message {}

    /// What one frame says; never fails.
    ///
    /// @param frame with its LF, as [FrameDecoder] gives it; its position is left alone
    static Message parse(ByteBuffer frame) {
        ByteBuffer text = frame.slice(frame.position(), frame.remaining() - 1);
        if (startsWith(text, BLOCK_PREFIX)) {
            ByteBuffer json = text.slice(BLOCK_PREFIX.length(), text.remaining() - BLOCK_PREFIX.length());
            BlockReader.Result result = new BlockReader().read(json);
            return switch (result) {
                case BlockReader.Accepted accepted -> new BlockAnnounced(accepted.block());
                case BlockReader.Refused refused -> new BlockRefused(refused.refusal());
            };
        }
        if (startsWith(text, CHAIN_REQUEST_PREFIX)) {
            int from = CHAIN_REQUEST_PREFIX.length();
            return new ChainRequested(Locator.parse(ascii(text.slice(from, text.remaining() - from))));
        }
        return new Unknown(Printable.of(text));
    }

    private static boolean startsWith(ByteBuffer text, String prefix) {
        if (text.remaining() < prefix.length()) return false;
        for (int i = 0; i < prefix.length(); i++) {
            if (text.get(i) != prefix.charAt(i)) return false;
        }
        return true;
    }

    private static String ascii(ByteBuffer text) {
        return US_ASCII.decode(text).toString();
    }
}
