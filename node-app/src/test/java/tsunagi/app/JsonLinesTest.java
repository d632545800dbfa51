package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.protocol.Hash;

class JsonLinesTest {
    private static JsonNode encoded(Optional<List<KeyValuePair>> pairs) {
        LoggerContext context = new LoggerContext();
        JsonLines encoder = new JsonLines();
        encoder.setContext(context);
        encoder.start();
        Logger logger = context.getLogger("test");
        LoggingEvent event =
                new LoggingEvent("test", logger, Level.INFO, "text } with \"{}\"", null, new Object[] {"\n"});
        pairs.ifPresent(event::setKeyValuePairs);
        String line = new String(encoder.encode(event), UTF_8);
        assertEquals(1, line.lines().count());
        assertTrue(line.endsWith("\n"));
        return new JsonMapper().readTree(line);
    }

    @Test
    void valuesAreTheMembersOfAnObject() {
        JsonNode line = encoded(Optional.of(List.of(
                new KeyValuePair("height", 4_294_967_295L),
                new KeyValuePair("hash", Hash.ZERO),
                new KeyValuePair("peer", "a \"quoted\" \\ and \u001b[0m {} 繋ぎ"))));
        assertTrue(line.get("kvpList").get("height").isIntegralNumber());
        assertEquals(4_294_967_295L, line.get("kvpList").get("height").asLong());
        assertEquals(Hash.ZERO.toString(), line.get("kvpList").get("hash").asString());
        assertEquals(
                "a \"quoted\" \\ and \u001b[0m {} 繋ぎ",
                line.get("kvpList").get("peer").asString());
        assertEquals("text } with \"\n\"", line.get("formattedMessage").asString());
        assertEquals("INFO", line.get("level").asString());
    }

    @Test
    void aLineWithoutValuesHasNone() {
        assertFalse(encoded(Optional.empty()).has("kvpList"));
        assertFalse(encoded(Optional.of(List.of())).has("kvpList"));
    }
}
