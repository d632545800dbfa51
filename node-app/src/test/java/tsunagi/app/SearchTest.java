package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a search of the blocks finds.
class SearchTest {
    private static final int CONTROLS = 0x20;

    @Test
    void everyCharacterThatIsEscapedIsFound() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            StringBuilder all = new StringBuilder();
            for (char c = 0; c < CONTROLS; c++) all.append('a').append(c);
            all.append("b\"c\\d\u2028e\u2029f\u007fg\u0085h/i\ud83d\ude00j\\u001Fk<l");
            assertEquals(201, node.mine(all.toString()).statusCode());
            List<String> missed = new ArrayList<>();
            all.codePoints().mapToObj(Character::toString).distinct().forEach(text -> {
                if (heights(node, "?text=" + encoded(text)).contains(1L)) return;
                missed.add(text);
            });
            assertEquals(List.of(), missed);
        }
    }

    @Test
    void genesisIsFoundByItsMembersAndHash() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            JsonNode genesis = node.json("/api/blocks/0").get("block");
            node.mine("other");
            List<String> texts =
                    new ArrayList<>(List.of(genesis.get("hash").asString().substring(0, 8)));
            if (!genesis.get("data").asString().isEmpty())
                texts.add(genesis.get("data").asString());
            for (JsonNode transaction : genesis.get("transactions")) {
                texts.add(transaction.get("sender").asString());
            }
            for (String text : texts) assertEquals(List.of(0L), heights(node, "?text=" + encoded(text)), text);
        }
    }

    @Test
    void aPrefixOfAHashIsFoundInEitherCase() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("one");
            String hash = node.json("/api/blocks/1").get("block").get("hash").asString();
            String prefix = hash.substring(0, 20);
            assertEquals(List.of(1L), heights(node, "?text=" + prefix.toUpperCase(Locale.ROOT)));
            JsonNode found = node.json("/api/blocks?text=" + hash.toUpperCase(Locale.ROOT));
            assertEquals("hash", found.get("matched").get(0).get(0).asString());
        }
    }

    @Test
    void pagesLeadToTheEndAndEachBlockIsThereOnce() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (int i = 1; i <= 7; i++) node.mine(i % 2 == 0 ? "even" : "odd tea 5");
            List<Long> seen = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = node.json("/api/blocks?text=tea&limit=2" + next);
                assertTrue(page.get("complete").asBoolean());
                for (JsonNode block : page.get("blocks"))
                    seen.add(block.get("index").asLong());
                next = page.get("next").isNull()
                        ? ""
                        : "&from=" + page.get("next").asLong();
            } while (!next.isEmpty());
            assertEquals(List.of(7L, 5L, 3L, 1L), seen);
            assertEquals(
                    4, heights(node, "?text=5").stream().filter(h -> h % 2 == 1).count());
            assertFalse(heights(node, "?text=even").contains(1L));
        }
    }

    private static List<Long> heights(HttpNode node, String query) {
        try {
            List<Long> heights = new ArrayList<>();
            for (JsonNode block : node.json("/api/blocks" + query).get("blocks")) {
                heights.add(block.get("index").asLong());
            }
            return heights;
        } catch (Exception e) {
            throw new AssertionError(query, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
