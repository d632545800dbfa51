package tsunagi.protocol;

import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tsunagi.protocol.Refusal.Fault;

/// Walks the tokens of one JSON text, knows the path it is on, and turns everything that
/// rule 2.7 refuses into a [FaultFound].
final class JsonCursor implements AutoCloseable {
    /// A fault in the text. It never leaves [BlockReader], which returns it as a value.
    static final class FaultFound extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private FaultFound(Refusal refusal) {
            super(refusal.toString(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /// Names come from strangers: they are not kept in the tables that all parsers share.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ProtocolLimits.MAX_JSON_DEPTH)
                    .maxNumberLength(ProtocolLimits.MAX_FRAME_BYTES)
                    .build())
            .build();

    private static final int MAX_LONG_DIGITS = 19;

    private final CharBuffer text;
    private final JsonParser parser;
    private final Deque<String> path = new ArrayDeque<>();

    /// Starts before the first token.
    ///
    /// @param text backed by an array
    JsonCursor(CharBuffer text) {
        this.text = text;
        this.parser = FACTORY.createParser(
                ObjectReadContext.empty(), text.array(), text.arrayOffset() + text.position(), text.remaining());
    }

    /// Moves to the next token; the text may not end here.
    JsonToken advance() throws FaultFound {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) throw fault(Fault.NOT_ONE_OBJECT);
            return token;
        } catch (JacksonException e) {
            throw fault(Fault.NOT_JSON, e.getLocation());
        }
    }

    JsonToken token() {
        return parser.currentToken();
    }

    /// Nothing but white space may follow.
    void expectEnd() throws FaultFound {
        try {
            if (parser.nextToken() != null) throw fault(Fault.TRAILING_TEXT);
        } catch (JacksonException e) {
            throw fault(Fault.TRAILING_TEXT, e.getLocation());
        }
    }

    /// The name of the member that the cursor is on, which must not be in `seen` and then is.
    String memberName(Set<String> seen) throws FaultFound {
        String name = wellFormed(parser.currentName());
        if (!seen.add(name)) {
            enter(name);
            throw fault(Fault.DUPLICATE_MEMBER);
        }
        return name;
    }

    /// From here on, faults are in this member or element, until [#leave].
    void enter(String nameOrIndex) {
        path.addLast(nameOrIndex);
    }

    void leave() {
        path.removeLast();
    }

    String string() throws FaultFound {
        if (token() != JsonToken.VALUE_STRING) throw fault(Fault.WRONG_TYPE);
        return wellFormed(text());
    }

    Hash hash() throws FaultFound {
        return Hash.parse(string()).orElseThrow(() -> fault(Fault.NOT_A_HASH));
    }

    /// An integer of decimal digits only, 0 … `max`.
    long integer(long max) throws FaultFound {
        return switch (token()) {
            case VALUE_NUMBER_INT -> inRange(text(), max);
            case VALUE_NUMBER_FLOAT -> throw fault(Fault.NOT_AN_INTEGER);
            default -> throw fault(Fault.WRONG_TYPE);
        };
    }

    private long inRange(String digits, long max) throws FaultFound {
        if (digits.charAt(0) == '-') throw fault(Fault.SIGNED_NUMBER);
        if (digits.length() > MAX_LONG_DIGITS) throw fault(Fault.OUT_OF_RANGE);
        long value = Long.parseUnsignedLong(digits);
        if (value < 0 || value > max) throw fault(Fault.OUT_OF_RANGE);
        return value;
    }

    <T> T required(String name, @Nullable T value) throws FaultFound {
        if (value == null) {
            enter(name);
            throw fault(Fault.MISSING_MEMBER);
        }
        return value;
    }

    /// Passes over the value that the cursor is on, however deep, without recursion. Unknown is
    /// not unchecked: strings, names and duplicates in it obey 2.7 too.
    void skipValue() throws FaultFound {
        Deque<Set<String>> open = new ArrayDeque<>();
        while (true) {
            switch (token()) {
                case START_OBJECT, START_ARRAY -> open.addLast(new HashSet<>());
                case END_OBJECT, END_ARRAY -> open.removeLast();
                case PROPERTY_NAME -> memberName(open.getLast());
                case VALUE_STRING -> string();
                default -> {}
            }
            if (open.isEmpty()) return;
            advance();
        }
    }

    private String text() throws FaultFound {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw fault(Fault.NOT_JSON, e.getLocation());
        }
    }

    private String wellFormed(String string) throws FaultFound {
        if (!UnicodeText.isWellFormed(string)) throw fault(Fault.LONE_SURROGATE);
        return string;
    }

    /// What to throw for a fault at the token that the cursor is on.
    FaultFound fault(Fault fault) {
        return fault(fault, parser.currentTokenLocation());
    }

    private FaultFound fault(Fault fault, @Nullable TokenStreamLocation location) {
        long at = location == null ? 0 : location.getCharOffset();
        return new FaultFound(new Refusal(fault, member(), utf8BytesBefore((int) at)));
    }

    private String member() {
        StringBuilder out = new StringBuilder();
        for (Iterator<String> i = path.iterator(); i.hasNext(); ) {
            String step = i.next();
            if (!out.isEmpty() && !step.startsWith("[")) out.append('.');
            out.append(Printable.of(step));
        }
        return out.toString();
    }

    private int utf8BytesBefore(int charOffset) {
        int end = Math.clamp(charOffset, 0, text.length());
        return text.subSequence(0, end).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    @Override
    public void close() {
        parser.close();
    }
}
