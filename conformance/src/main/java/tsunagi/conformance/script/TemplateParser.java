package tsunagi.conformance.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tsunagi.conformance.script.Template.AnyHash;
import tsunagi.conformance.script.Template.AnyInt;
import tsunagi.conformance.script.Template.Fixed;
import tsunagi.conformance.script.Template.Member;
import tsunagi.conformance.script.Template.Part;
import tsunagi.conformance.script.Template.Recall;
import tsunagi.conformance.wire.Octets;

/// Reads escapes and placeholders.
final class TemplateParser {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z][a-z0-9-]*)(?:([.:])([a-z][a-z0-9-]*))?>");
    private static final Pattern HEX_ESCAPE = Pattern.compile("x[0-9a-fA-F]{2}");

    private final String text;
    private final boolean escapes;
    private final int line;
    private final int column;
    private final ByteArrayOutputStream fixed = new ByteArrayOutputStream();
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private TemplateParser(String text, boolean escapes, int line, int column) {
        this.text = text;
        this.escapes = escapes;
        this.line = line;
        this.column = column;
    }

    /// A STRING or a RAW frame, the latter with its LF added.
    static Template parse(Token token, int line) throws SourceError.Found {
        return switch (token.kind()) {
            case STRING -> new TemplateParser(token.text(), true, line, token.column() + 1).template();
            case RAW -> new TemplateParser(token.text() + "\n", false, line, token.column()).template();
            default -> throw new IllegalArgumentException("not a text: " + token);
        };
    }

    private Template template() throws SourceError.Found {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && escapes) escape();
            else if (c != '<' || !placeholder()) character();
        }
        endFixed();
        return new Template(parts);
    }

    private void character() {
        int end = text.offsetByCodePoints(at, 1);
        fixed.writeBytes(text.substring(at, end).getBytes(UTF_8));
        at = end;
    }

    private void escape() throws SourceError.Found {
        String after = text.substring(at + 1, Math.min(at + 4, text.length()));
        int plain = after.isEmpty() ? -1 : "nrt\\\"'".indexOf(after.charAt(0));
        if (plain >= 0) {
            fixed.write("\n\r\t\\\"'".charAt(plain));
            at += 2;
        } else if (HEX_ESCAPE.matcher(after).matches()) {
            fixed.write(Integer.parseInt(after.substring(1), 16));
            at += 4;
        } else {
            throw fault("an escape is one of \\n \\r \\t \\\\ \\\" \\' \\xNN");
        }
    }

    private boolean placeholder() throws SourceError.Found {
        Matcher matcher = PLACEHOLDER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) return false;
        String name = matcher.group(1);
        String separator = matcher.group(2);
        String second = matcher.group(3);
        endFixed();
        parts.add(separator == null || second == null ? plain(name) : compound(name, separator, second));
        at = matcher.end();
        return true;
    }

    private static Part plain(String name) {
        return switch (name) {
            case "int" -> new AnyInt(null);
            case "hash" -> new AnyHash(null);
            default -> new Recall(name);
        };
    }

    private Part compound(String name, String separator, String second) throws SourceError.Found {
        if (separator.equals(":")) {
            return switch (name) {
                case "int" -> new AnyInt(second);
                case "hash" -> new AnyHash(second);
                default -> throw fault("only <int:…> and <hash:…> capture");
            };
        }
        if (!second.equals("index") && !second.equals("hash")) throw fault("a block has <…index> and <…hash> here");
        return new Member(name, second);
    }

    private void endFixed() {
        if (fixed.size() > 0) parts.add(new Fixed(Octets.of(fixed.toByteArray())));
        fixed.reset();
    }

    private SourceError.Found fault(String message) {
        return new SourceError.Found(line, column + at, message);
    }
}
