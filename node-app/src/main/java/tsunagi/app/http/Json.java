package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Records to JSON and back. Names are written `like_this`, as in the protocol's frames.
final class Json {
    private static final int MAX_DEPTH = 8;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// Reads one JSON text in UTF-8 (RFC 8259, 8.1). The parser would guess at other encodings, and
    /// takes overlong sequences.
    ///
    /// @throws Problem if the bytes are no JSON text, or a member occurs twice
    static JsonNode tree(byte[] json) throws Problem {
        String text = decoded(json);
        JsonParser parser = MAPPER.createParser(text);
        try (parser) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode()) throw new Problem(ProblemCode.NOT_JSON, "The body is empty.");
            if (parser.nextToken() != null)
                throw new Problem(ProblemCode.NOT_JSON, "There is more after the JSON text.");
            return tree;
        } catch (JacksonException e) {
            String at = parser.streamReadContext().pathAsPointer().toString();
            String why = e.getOriginalMessage();
            if (why != null && why.startsWith("Duplicate")) {
                throw Problem.member(ProblemCode.DUPLICATE_MEMBER, at, "occurs twice");
            }
            if (e instanceof StreamConstraintsException)
                throw Problem.member(ProblemCode.OUT_OF_RANGE, at, "is longer or deeper than this node reads");
            throw new Problem(
                    ProblemCode.NOT_JSON, "The body is not JSON. The fault is near byte " + place(e, text, json) + ".");
        }
    }

    /// Where the parser found the fault: the byte offset of the character, or of the token that is
    /// none. The parser itself is closed by now, and a closed parser is at the end of the text.
    private static int place(JacksonException e, String text, byte[] json) {
        TokenStreamLocation location = e.getLocation();
        if (location == null) return 0;
        int chars = Math.clamp(location.getCharOffset(), 0, text.length());
        return json.length - text.substring(chars).getBytes(UTF_8).length;
    }

    private static String decoded(byte[] json) throws Problem {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Problem(ProblemCode.NOT_JSON, "The body is not UTF-8.");
        }
    }

    private Json() {}
}
