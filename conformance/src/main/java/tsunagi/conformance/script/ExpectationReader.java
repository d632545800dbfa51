package tsunagi.conformance.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Template.AnyHash;
import tsunagi.conformance.script.Template.AnyInt;
import tsunagi.conformance.script.Template.Part;
import tsunagi.conformance.script.Token.Kind;

/// Reads what stands to the right of `node -> A`.
final class ExpectationReader extends LineReader {
    private static final int MAX_DEPTH = 16;

    private int depth;

    ExpectationReader(TokenCursor line, Cast cast) {
        super(line, cast);
    }

    Expectation expectation() throws SourceError.Found {
        if (line.takeWord("nothing")) {
            return new Expectation.Nothing(line.takeWord("for") ? duration() : Duration.ZERO);
        }
        if (line.takeWord("open")) return new Expectation.Open();
        if (line.takeWord("closed")) return new Expectation.Closed();
        if (line.takeWord("mined")) return mined();
        return frames();
    }

    private Expectation mined() throws SourceError.Found {
        String name = newName();
        line.expectWord("on");
        String parent = line.takeWord("genesis") ? null : knownBlock();
        line.expectWord("data");
        Template data = template();
        if (data.isPattern()) throw line.faultBefore("the data of a mined block is known: no pattern here");
        cast.mined.add(name);
        return new Expectation.Mined(name, parent, data);
    }

    private Expectation frames() throws SourceError.Found {
        Shape shape = oneOf();
        if (shape instanceof Shape.Text text) capture(text.template());
        else if (hasCaptures(shape)) throw line.faultBefore("captures stand only where one frame is expected");
        return new Expectation.Frames(shape);
    }

    private void capture(Template template) throws SourceError.Found {
        for (Part part : template.parts()) {
            @Nullable
            String name = part instanceof AnyInt integer
                    ? integer.capture()
                    : part instanceof AnyHash hash ? hash.capture() : null;
            if (name == null) continue;
            if (!Cast.isName(name)) throw line.faultBefore("'" + name + "' cannot be a name");
            if (cast.isKnownName(name) || !cast.captures.add(name)) {
                throw line.faultBefore("'" + name + "' is defined already");
            }
        }
    }

    private static boolean hasCaptures(Shape shape) {
        return switch (shape) {
            case Shape.Named ignored -> false;
            case Shape.Request ignored -> false;
            case Shape.Text text -> text.template().captures();
            case Shape.Sequence sequence -> sequence.parts().stream().anyMatch(ExpectationReader::hasCaptures);
            case Shape.OneOf oneOf -> oneOf.parts().stream().anyMatch(ExpectationReader::hasCaptures);
            case Shape.Together together -> together.parts().stream().anyMatch(ExpectationReader::hasCaptures);
            case Shape.Repeated repeated -> hasCaptures(repeated.part());
        };
    }

    private Shape oneOf() throws SourceError.Found {
        List<Shape> parts = new ArrayList<>(List.of(together()));
        while (line.take(Kind.BAR) != null) parts.add(together());
        return parts.size() == 1 ? parts.getFirst() : new Shape.OneOf(List.copyOf(parts));
    }

    private Shape together() throws SourceError.Found {
        List<Shape> parts = new ArrayList<>(List.of(sequence()));
        while (line.take(Kind.AMPERSAND) != null) parts.add(sequence());
        return parts.size() == 1 ? parts.getFirst() : new Shape.Together(List.copyOf(parts));
    }

    private Shape sequence() throws SourceError.Found {
        List<Shape> parts = new ArrayList<>();
        do {
            parts.add(repeated());
        } while (startsFrame());
        return parts.size() == 1 ? parts.getFirst() : new Shape.Sequence(List.copyOf(parts));
    }

    private boolean startsFrame() {
        Token token = line.peek();
        return token != null
                && switch (token.kind()) {
                    case WORD -> !token.isWord("after") && !token.isWord("within");
                    case STRING, RAW, OPEN -> true;
                    case ARROW, BAR, AMPERSAND, CLOSE, QUESTION, STAR, SLICE -> false;
                };
    }

    private Shape repeated() throws SourceError.Found {
        Shape part = frameOrGroup();
        if (line.take(Kind.QUESTION) != null) return new Shape.Repeated(part, 0, 1);
        Token star = line.take(Kind.STAR);
        if (star == null) return part;
        if (star.text().isEmpty()) return new Shape.Repeated(part, 0, Shape.UNBOUNDED);
        int times = times(star);
        return new Shape.Repeated(part, times, times);
    }

    private Shape frameOrGroup() throws SourceError.Found {
        if (line.take(Kind.OPEN) != null) {
            if (++depth > MAX_DEPTH)
                throw line.faultBefore("groups stand inside each other up to %s deep".formatted(MAX_DEPTH));
            Shape inner = oneOf();
            depth--;
            line.expect(Kind.CLOSE, "')'");
            return inner;
        }
        if (line.sees(Kind.STRING) || line.sees(Kind.RAW)) {
            Template template = template();
            if (template.parts().isEmpty()) throw line.faultBefore("no frame is empty: each has an LF");
            return new Shape.Text(template);
        }
        if (line.takeWord("request")) return new Shape.Request();
        if (line.takeWord(GET_CHAIN)) return new Shape.Named(GET_CHAIN);
        return new Shape.Named(knownName());
    }
}
