package tsunagi.conformance.verdict;

import java.util.regex.Pattern;
import tsunagi.conformance.script.Scenario;

/// Matches ids of scenarios by a text with `*` and `?`. A star crosses folders, because ids are
/// names and not paths to people.
public final class Glob {
    private final String text;
    private final Pattern pattern;

    public Glob(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        this.pattern = Pattern.compile(regex.toString());
    }

    /// A scenario's name also means what is played of it by several implementations.
    public boolean matches(String id) {
        return pattern.matcher(id).matches()
                || pattern.matcher(Scenario.name(id)).matches();
    }

    /// Whether it may match several scenarios.
    boolean isOpen() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
