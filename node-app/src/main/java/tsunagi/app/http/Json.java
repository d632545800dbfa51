package tsunagi.app.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Records to JSON and back. Names are written `like_this`, as in the protocol's frames.
final class Json {
    private static final int MAX_DEPTH = 8;

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

    /// Reads one JSON text.
    ///
    /// @throws Problem if the bytes are no JSON text, or a member occurs twice
    static JsonNode tree(byte[] json) throws Problem {
        JsonParser parser = MAPPER.createParser(json);
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
            long byteAt = Math.max(0, parser.currentLocation().getByteOffset());
            throw new Problem(ProblemCode.NOT_JSON, "The body is not JSON. The fault is near byte " + byteAt + ".");
        }
    }

    private Json() {}
}
