package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.conformance.wire.FrameReader;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.Reading;
import tsunagi.protocol.Message;
import tsunagi.protocol.ProtocolLimits;

/// The texts of a public suite of JSON texts mean the same to the node and to the model of the kit
/// (2.7). `.ci/json-suite` fetches them, and names the file that holds them.
@EnabledIfSystemProperty(named = JsonSuiteTest.FILE, matches = ".+")
class JsonSuiteTest {
    static final String FILE = "tsunagi.json-suite";

    /// RFC 8259 allows these, and 2.7 does not: one name twice.
    private static final Set<String> STRICTER =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    /// @param name begins with `y` if RFC 8259 allows the text, with `n` if it does not, and with
    ///     `i` if a reader may choose
    private record Text(String name, String text) {
        /// A frame can hold neither a line feed nor more bytes than its limit.
        boolean fits() {
            return text.indexOf('\n') < 0 && inside().length <= ProtocolLimits.MAX_FRAME_BYTES;
        }

        /// The frame of a block with the text as an unknown member.
        byte[] inside() {
            return """
                    BLOCK:{"index":1,"timestamp":0,"nonce":0,"prev_hash":"%1$s","hash":"%1$s","data":"","x":%2$s}
                    """.formatted(HASH, text).getBytes(UTF_8);
        }

        byte[] alone() {
            return ("BLOCK:" + text + "\n").getBytes(UTF_8);
        }
    }

    private static final String HASH = "0".repeat(64);

    private static List<Text> texts = List.of();

    @BeforeAll
    static void read() throws IOException {
        String script = Files.readString(Path.of(System.getProperty(FILE)));
        String list = script.substring(script.indexOf('['), script.lastIndexOf(']') + 1);
        List<Text> all = new ArrayList<>();
        for (JsonNode one : JsonMapper.shared().readTree(list))
            all.add(new Text(one.get("name").asString(), one.get("input").asString()));
        texts = all.stream().filter(Text::fits).toList();
        assertTrue(texts.size() > 250, () -> "only %s of %s texts fit".formatted(texts.size(), all.size()));
    }

    private static boolean nodeTakes(byte[] frame) {
        return Message.parse(ByteBuffer.wrap(frame)) instanceof Message.BlockAnnounced;
    }

    private static boolean modelTakes(byte[] frame) {
        return FrameReader.read(Octets.of(frame)) instanceof Reading.Block;
    }

    @Test
    void theNodeAndTheModelTakeTheSameTexts() {
        List<String> differ = texts.stream()
                .filter(one -> nodeTakes(one.inside()) != modelTakes(one.inside())
                        || nodeTakes(one.alone()) != modelTakes(one.alone()))
                .map(Text::name)
                .toList();
        assertEquals(List.of(), differ);
    }

    @Test
    void whatIsJsonIsTakenAndWhatIsNotIsRefused() {
        List<String> wrong = texts.stream()
                .filter(one -> one.name().charAt(0) != 'i')
                .filter(one ->
                        nodeTakes(one.inside()) != (one.name().charAt(0) == 'y' && !STRICTER.contains(one.name())))
                .map(Text::name)
                .toList();
        assertEquals(List.of(), wrong);
    }
}
