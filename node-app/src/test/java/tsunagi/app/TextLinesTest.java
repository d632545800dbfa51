package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TextLinesTest {
    @Test
    void a_line_has_the_local_time_the_level_and_the_text() {
        assertEquals(
                "03:04:05.006 INFO  block 7 joined" + System.lineSeparator(),
                encoded(Level.INFO, "block 7 joined", null));
    }

    @Test
    void texts_begin_in_one_column() {
        assertEquals(
                encoded(Level.WARN, "|", null).indexOf('|'),
                encoded(Level.ERROR, "|", null).indexOf('|'));
    }

    @Test
    void what_was_thrown_follows() {
        assertTrue(encoded(Level.ERROR, "failed", new IllegalStateException("why"))
                .contains("IllegalStateException: why"));
    }

    private static String encoded(Level level, String text, @Nullable Throwable thrown) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent("test", context.getLogger("tsunagi"), level, text, thrown, new Object[0]);
        event.setInstant(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant());
        return new String(new TextLines().encode(event), UTF_8);
    }
}
