package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// Writes blocks in the canonical form, the only one that a sender may use (2.5, 2.8).
public final class BlockWriter {
    /// The block's whole frame: `BLOCK:`, canonical JSON, LF. May be longer than
    /// [ProtocolLimits#MAX_FRAME_BYTES]; such a block is not valid (3.8) and must not be sent.
    public static byte[] frame(Block block) {
        StringBuilder out = new StringBuilder(320).append(Message.BLOCK_PREFIX);
        json(out, block);
        return out.append('\n').toString().getBytes(UTF_8);
    }

    /// The block's canonical JSON alone.
    public static String json(Block block) {
        StringBuilder out = new StringBuilder(320);
        json(out, block);
        return out.toString();
    }

    private static void json(StringBuilder out, Block block) {
        out.append("{\"index\":").append(block.index());
        out.append(",\"timestamp\":").append(block.timestamp());
        out.append(",\"nonce\":").append(block.nonce());
        string(out.append(",\"data\":"), block.data());
        out.append(",\"prev_hash\":\"").append(block.prevHash());
        out.append("\",\"hash\":\"").append(block.hash());
        transactions(out.append("\",\"transactions\":"), block.transactions());
        out.append('}');
    }

    private static void transactions(StringBuilder out, List<Transaction> transactions) {
        out.append('[');
        String separator = "";
        for (Transaction transaction : transactions) {
            string(out.append(separator).append("{\"sender\":"), transaction.sender());
            string(out.append(",\"receiver\":"), transaction.receiver());
            out.append(",\"amount\":").append(transaction.amount()).append('}');
            separator = ",";
        }
        out.append(']');
    }

    /// RFC 8785 section 3.2.2.2: escape what JSON says must be escaped and nothing else.
    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    private BlockWriter() {}
}
