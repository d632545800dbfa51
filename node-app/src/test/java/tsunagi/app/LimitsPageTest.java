package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tsunagi.chain.ChainLimits;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.ProtocolLimits;

/// The numbers of docs/limits.md and docs/limits-inside.md are the constants of the code.
class LimitsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| ([^|]+) \\| `(\\w+\\.\\w+)` \\|$");

    @Test
    void everyNumberOnThePageIsTheOneInTheCode() throws Exception {
        Map<String, String> code = constants();
        Map<String, String> page = page();
        assertTrue(page.size() > 60, () -> page.size() + " rows");
        for (Map.Entry<String, String> row : page.entrySet()) {
            assertEquals(code.get(row.getKey()), row.getValue(), row.getKey());
        }
    }

    @Test
    void everyLimitIsOnThePage() throws Exception {
        Set<String> missing = new TreeSet<>(constants().keySet());
        missing.removeAll(page().keySet());
        assertEquals(Set.of(), missing);
    }

    private static Map<String, String> page() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String page : List.of("docs/limits.md", "docs/limits-inside.md")) {
            Matcher row = ROW.matcher(MarkdownPage.read(page).text());
            while (row.find()) assertNull(rows.put(row.group(2), row.group(1)), row.group(2));
        }
        return rows;
    }

    private static Map<String, String> constants() throws ReflectiveOperationException {
        List<Class<?>> types = List.of(
                ProtocolLimits.class,
                ChainLimits.class,
                NetworkLimits.class,
                Class.forName("tsunagi.app.http.HttpLimits"),
                Class.forName("tsunagi.app.peers.PeerListLimits"));
        Map<String, String> constants = new TreeMap<>();
        for (Class<?> type : types) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isSynthetic()) continue;
                field.setAccessible(true);
                constants.put(type.getSimpleName() + "." + field.getName(), shown(field.getName(), field.get(null)));
            }
        }
        return constants;
    }

    private static String shown(String name, Object value) {
        if (value instanceof Duration time) return shown(time);
        if (!(value instanceof Number number)) return String.valueOf(value);
        long whole = number.longValue();
        if (name.endsWith("_DIVISOR")) return "one in " + whole;
        if (name.endsWith("_SECONDS")) return whole + " s";
        if (name.endsWith("_NANOS")) return shown(Duration.ofNanos(whole));
        if (!name.contains("BYTES") || name.endsWith("DIFFICULTY_BYTES")) {
            return String.format(Locale.ROOT, number instanceof Double ? "%s" : "%,d", number);
        }
        if (whole % (1 << 20) == 0) return (whole >> 20) + " MiB";
        return whole % 1024 == 0 ? (whole >> 10) + " KiB" : whole + " B";
    }

    private static String shown(Duration time) {
        if (time.toNanosPart() % 1_000_000 != 0) return time.toNanos() / 1_000 + " µs";
        if (time.toMillisPart() != 0) return time.toMillis() + " ms";
        if (time.toSecondsPart() != 0) return time.toSeconds() + " s";
        return time.toMinutesPart() != 0 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
