package tsunagi.conformance.wire;

import tsunagi.conformance.wire.WireBlock.Payment;

/// Writes a block in the one form that 2.5 allows.
final class CanonicalWriter {
    private static final String ESCAPED = "\"\\\b\t\n\f\r";
    private static final String ESCAPES = "\"\\btnfr";

    private final StringBuilder out = new StringBuilder("BLOCK:");

    static Octets frame(WireBlock block) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.block(block);
        return Octets.utf8(writer.out.append('\n').toString());
    }

    private void block(WireBlock block) {
        out.append("{\"index\":").append(block.index());
        out.append(",\"timestamp\":").append(block.timestamp());
        out.append(",\"nonce\":").append(block.nonce());
        member(",\"data\":", block.data());
        member(",\"prev_hash\":", block.prevHash());
        member(",\"hash\":", block.hash());
        out.append(",\"transactions\":[");
        String gap = "";
        for (Payment payment : block.payments()) {
            member(gap + "{\"sender\":", payment.sender());
            member(",\"receiver\":", payment.receiver());
            out.append(",\"amount\":").append(payment.amount()).append('}');
            gap = ",";
        }
        out.append("]}");
    }

    private void member(String start, String text) {
        out.append(start).append('"');
        text.chars().forEach(c -> character((char) c));
        out.append('"');
    }

    private void character(char c) {
        int known = ESCAPED.indexOf(c);
        if (known >= 0) out.append('\\').append(ESCAPES.charAt(known));
        else if (c < ' ')
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        else out.append(c);
    }
}
