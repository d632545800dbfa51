package tsunagi.conformance.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules of PROTOCOL.md: their numbers, their words, and which can be seen from outside.
///
/// A rule is a list item that begins with its number in bold, or a heading with a number; it
/// counts as visible when its line ends in `<!-- visible -->`.
///
/// @param rules by number, in the order of the page
public record RuleBook(Map<String, Rule> rules) {
    /// One rule.
    public record Rule(String number, String words, boolean visible) {}

    private static final Pattern RULE = Pattern.compile(
            "(?:- \\*\\*(\\d+\\.\\d+) ?([^*]*)\\*\\*|### (\\d+\\.\\d+))\\s*(.*?)\\s*(<!-- visible -->)?");

    /// Reads the page; a page that is not there has no rules.
    public static RuleBook read(Path page) throws IOException {
        if (!Files.exists(page)) return new RuleBook(Map.of());
        return parse(Files.readAllLines(page));
    }

    public static RuleBook parse(List<String> lines) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = RULE.matcher(line);
            if (!matcher.matches()) continue;
            String heading = matcher.group(3);
            String number = heading == null ? matcher.group(1) : heading;
            String name = matcher.group(2) == null ? "" : matcher.group(2);
            String words = plain((name + " " + matcher.group(4)).strip());
            rules.put(number, new Rule(number, words, matcher.group(5) != null));
        }
        return new RuleBook(rules);
    }

    private static String plain(String markdown) {
        return markdown.replace("**", "");
    }

    /// The numbers of the visible rules.
    public List<String> visible() {
        return rules.values().stream().filter(Rule::visible).map(Rule::number).toList();
    }

    /// What a rule says, or nothing if the page is not at hand.
    public String words(String number) {
        Rule rule = rules.get(number);
        return rule == null ? "" : rule.words();
    }
}
