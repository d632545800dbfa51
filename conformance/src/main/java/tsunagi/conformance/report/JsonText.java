package tsunagi.conformance.report;

import java.util.List;

/// Puts JSON together, commas included.
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    JsonText open(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    JsonText close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    JsonText member(String name) {
        separate();
        string(name);
        out.append(':');
        first = true;
        return this;
    }

    JsonText value(String text) {
        separate();
        string(text);
        return this;
    }

    JsonText value(long number) {
        separate();
        out.append(number);
        return this;
    }

    JsonText value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    JsonText values(List<String> texts) {
        open('[');
        texts.forEach(this::value);
        return close(']');
    }

    String text() {
        return out.append('\n').toString();
    }

    private void separate() {
        if (!first) out.append(',');
        first = false;
    }

    private void string(String text) {
        out.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') out.append('\\').append((char) c);
            else if (c < 0x20 || Character.isSurrogate((char) c)) out.append("\\u%04x".formatted(c));
            else out.append((char) c);
        });
        out.append('"');
    }
}
