package tsunagi.conformance.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the header's lines in their order.
final class HeaderReader {
    static final List<String> ORDER = List.of("title", "level", "rules", "kills", "needs");
    private static final int MANDATORY = 4;
    private static final Pattern RULE = Pattern.compile("[1-9]\\d?\\.[1-9]\\d?");

    String title = "";
    Level level = Level.MUST;
    final List<String> rules = new ArrayList<>();
    final List<String> kills = new ArrayList<>();
    final Set<Need> needs = EnumSet.noneOf(Need.class);
    int needsLine = 1;
    private int next;

    static boolean isKey(String word) {
        return ORDER.contains(word);
    }

    /// Reads a line that begins with a key of the header.
    void read(String key, String line, int number) throws SourceError.Found {
        int position = ORDER.indexOf(key);
        if (position != next) {
            String wanted = next < ORDER.size() ? "'" + ORDER.get(next) + "'" : "no further header line";
            throw new SourceError.Found(number, 1, "%s belongs here, not '%s'".formatted(wanted, key));
        }
        next++;
        if (key.equals("title")) {
            title = line.strip().substring(key.length()).strip();
            if (title.isEmpty()) throw new SourceError.Found(number, line.length() + 1, "a title belongs here");
            return;
        }
        TokenCursor values = new TokenCursor(Lexer.tokens(line, number), number);
        values.next(key);
        do {
            value(key, values);
        } while (!values.atEnd());
        if (key.equals("needs")) needsLine = number;
    }

    private void value(String key, TokenCursor values) throws SourceError.Found {
        String word = values.word("a value");
        switch (key) {
            case "level" -> level = level(word, values);
            case "rules" -> {
                if (!RULE.matcher(word).matches()) throw values.faultBefore("a rule is a number such as 4.1");
                add(rules, word, values);
            }
            case "kills" -> {
                if (!Cast.isName(word))
                    throw values.faultBefore("a mutant's name is lower-case letters, digits and -, no keyword");
                add(kills, word, values);
            }
            default -> {
                if (!needs.add(need(word, values))) throw values.faultBefore(word + " stands there twice");
            }
        }
    }

    private static void add(List<String> values, String word, TokenCursor at) throws SourceError.Found {
        if (values.contains(word)) throw at.faultBefore(word + " stands there twice");
        values.add(word);
    }

    private static Level level(String word, TokenCursor values) throws SourceError.Found {
        values.expectEnd();
        @Nullable
        Level level = Arrays.stream(Level.values())
                .filter(known -> known.name().equals(word))
                .findFirst()
                .orElse(null);
        if (level == null) throw values.faultBefore("a level is MUST, SHOULD, MAY or EXTENSION");
        return level;
    }

    private static Need need(String word, TokenCursor values) throws SourceError.Found {
        @Nullable
        Need need = Arrays.stream(Need.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElse(null);
        if (need == null) throw values.faultBefore("a need is " + Need.list());
        return need;
    }

    /// Called at the first line that is not of the header.
    void requireComplete(int number) throws SourceError.Found {
        if (next < MANDATORY) throw new SourceError.Found(number, 1, "'%s' belongs here".formatted(ORDER.get(next)));
    }

    /// The header must say what the steps need, no more and no less.
    void requireNeeds(Set<Need> found) throws SourceError.Found {
        for (Need need : Need.values()) {
            if (found.contains(need) && !needs.contains(need)) {
                throw new SourceError.Found(
                        needsLine, 1, "the steps need '%s' and the header does not say so".formatted(need.word()));
            }
            if (!found.contains(need) && needs.contains(need)) {
                throw new SourceError.Found(needsLine, 1, "no step needs '%s'".formatted(need.word()));
            }
        }
    }
}
