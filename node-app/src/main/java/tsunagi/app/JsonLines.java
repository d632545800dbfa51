package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/// Log lines for programs: a JSON object each. What a line is about (height, hash, peer) is an
/// object within it, numbers as numbers.
final class JsonLines extends JsonEncoder {
    private static final char FIRST_UNESCAPED = 0x20;

    JsonLines() {
        setWithFormattedMessage(true);
        setWithMessage(false);
        setWithArguments(false);
        setWithContext(false);
        setWithMarkers(false);
        setWithMDC(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        // Logback writes a list of objects with one text each.
        setWithKVPList(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        byte[] line = super.encode(event);
        if (pairs == null || pairs.isEmpty()) return line;
        String text = new String(line, UTF_8);
        int end = text.lastIndexOf('}');
        StringBuilder out =
                new StringBuilder(text.length() + 128).append(text, 0, end).append(",\"kvpList\":{");
        for (int i = 0; i < pairs.size(); i++) {
            if (i > 0) out.append(',');
            string(out, pairs.get(i).key);
            out.append(':');
            value(out, pairs.get(i).value);
        }
        return out.append('}').append(text, end, text.length()).toString().getBytes(UTF_8);
    }

    private static void value(StringBuilder out, Object value) {
        if (value instanceof Long || value instanceof Integer) out.append(value);
        else string(out, String.valueOf(value));
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < FIRST_UNESCAPED) out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
