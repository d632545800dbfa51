package tsunagi.conformance.report;

import java.util.Map;
import tsunagi.conformance.verdict.Judgement;

/// How what is written looks: plain where a program reads it, coloured where a person does.
public enum Ink {
    /// Nothing but the text.
    PLAIN,
    /// ECMA-48 colours, and a last line that is written over while the run goes on.
    COLOURED;

    private static final String RESET = "\u001b[0m";
    private static final String ERASE_LINE = "\r\u001b[2K";

    /// Coloured on a terminal, unless the user asks for none (`NO_COLOR`) or it knows none.
    public static Ink of(boolean terminal, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        return terminal && !refused && !dumb ? COLOURED : PLAIN;
    }

    /// The words in the colour of what they say.
    String verdict(Judgement.Kind kind, String words) {
        return switch (kind) {
            case PASSED -> green(words);
            case FAILED, UNEXPECTED_PASS -> red(words);
            case INCONCLUSIVE, TOLERATED, EXPECTED_FAILURE, PARTNERS_FAULT, FLAKY, LISTED_FLAKY -> yellow(words);
            case SKIPPED, LEFT_OUT -> faint(words);
        };
    }

    private String green(String words) {
        return painted("32", words);
    }

    String red(String words) {
        return painted("1;31", words);
    }

    private String yellow(String words) {
        return painted("33", words);
    }

    String faint(String words) {
        return painted("2", words);
    }

    private String painted(String code, String words) {
        return switch (this) {
            case PLAIN -> words;
            case COLOURED -> "\u001b[" + code + "m" + words + RESET;
        };
    }

    /// Erases the progress line.
    String erasure() {
        return switch (this) {
            case PLAIN -> "";
            case COLOURED -> ERASE_LINE;
        };
    }
}
