package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Frames that the protocol page fixes, and its limits, written down here a second time on purpose.
public final class Frames {
    /// A frame with its LF (1.3).
    public static final int MAX_BYTES = 4096;

    public static final byte[] GET_CHAIN = "GET_CHAIN\n".getBytes(UTF_8);

    /// What later nodes of the book end an answer with (8.2).
    public static final byte[] CHAIN_END = "CHAIN_SYNC_COMPLETE\n".getBytes(UTF_8);

    private static final byte[] BLOCK = "BLOCK:".getBytes(UTF_8);

    private static final Pattern REQUEST = Pattern.compile("GET_CHAIN((?: (?:0|[1-9][0-9]{0,9}):[0-9a-f]{64})*)\n");
    private static final long LARGEST_INDEX = (1L << 32) - 1;

    /// Whether a frame is a chain request as a sender may write it: bare (2.1), or with a locator
    /// (8.1). The indexes of a locator fall down to 1. Its hashes and its distances are not
    /// checked: only the sender knows its chain.
    public static boolean isRequest(byte[] frame) {
        if (frame.length > MAX_BYTES) return false;
        Matcher matcher = REQUEST.matcher(new String(frame, UTF_8));
        if (!matcher.matches()) return false;
        String locator = matcher.group(1);
        return locator.isEmpty() || fallsToOne(locator.strip().split(" "));
    }

    private static boolean fallsToOne(String[] pairs) {
        long before = LARGEST_INDEX + 1;
        for (String pair : pairs) {
            long index = Long.parseLong(pair.substring(0, pair.indexOf(':')));
            if (index >= before) return false;
            before = index;
        }
        return before == 1;
    }

    /// Whether a frame is a block, by its first bytes (2.1).
    static boolean isBlock(byte[] frame) {
        return frame.length >= BLOCK.length && Arrays.equals(frame, 0, BLOCK.length, BLOCK, 0, BLOCK.length);
    }

    /// Whether a frame is a chain request, by its first bytes (2.1).
    static boolean asks(byte[] frame) {
        int length = GET_CHAIN.length - 1;
        return frame.length >= length && Arrays.equals(frame, 0, length, GET_CHAIN, 0, length);
    }

    private Frames() {}
}
