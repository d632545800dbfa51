package tsunagi.conformance.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The rules of PROTOCOL.md: their numbers, their words, and which can be seen from outside.
///
/// A rule is a list item that begins with its number in bold, or a heading with a number; it counts
/// as visible when its line ends in `<!-- visible -->`. Its words include the list, the table or
/// the listing that belongs to it.
///
/// @param rules by number, in the order of the page
public record RuleBook(Map<String, Rule> rules) {
    /// One rule.
    public record Rule(String number, String words, boolean visible) {}

    private static final Pattern RULE = Pattern.compile(
            "(?:- \\*\\*(\\d+\\.\\d+) ?([^*]*)\\*\\*|### (\\d+\\.\\d+))\\s*(.*?)\\s*(<!-- visible -->)?");

    private static final Pattern EMPHASIS = Pattern.compile("\\*(\\w[^*]*)\\*");

    private static final Pattern SENTENCE_END = Pattern.compile("[.)]$");

    /// Reads the page; a page that is not there has no rules.
    public static RuleBook read(Path page) throws IOException {
        if (!Files.exists(page)) return new RuleBook(Map.of());
        return parse(TextFile.read(page).lines().toList());
    }

    public static RuleBook parse(List<String> lines) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = RULE.matcher(lines.get(i));
            if (!matcher.matches()) continue;
            boolean heading = matcher.group(3) != null;
            String number = heading ? matcher.group(3) : matcher.group(1);
            String name = matcher.group(2) == null ? "" : matcher.group(2);
            List<String> words = new ArrayList<>(List.of((name + " " + matcher.group(4)).strip()));
            words.addAll(heading ? section(lines, i + 1) : item(lines, i + 1, words.getFirst()));
            rules.put(number, new Rule(number, plain(words), matcher.group(5) != null));
        }
        return new RuleBook(rules);
    }

    /// All below a heading, up to the next rule or heading.
    private static List<String> section(List<String> lines, int from) {
        int to = from;
        while (to < lines.size() && !lines.get(to).startsWith("#") && !isRule(lines.get(to))) to++;
        return lines.subList(from, to);
    }

    /// What is indented below a list item; if the item ends with a colon, also the block that it
    /// announces.
    private static List<String> item(List<String> lines, int from, String first) {
        List<String> item = new ArrayList<>();
        String last = first;
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean announced = last.endsWith(":") || (last.startsWith("|") && line.startsWith("|"));
            boolean indented = line.startsWith("  ");
            if (line.isBlank()) {
                item.add("");
                continue;
            }
            if (isRule(line) || line.startsWith("#") || (!indented && !announced)) break;
            item.add(indented ? line.substring(2) : line);
            last = line.strip();
        }
        return item;
    }

    private static boolean isRule(String line) {
        return RULE.matcher(line).matches();
    }

    /// Without marks, blank lines and the lines that draw a table.
    private static String plain(List<String> markdown) {
        return markdown.stream()
                .map(line -> line.replace("**", "").replace("<!-- visible -->", ""))
                .map(line -> EMPHASIS.matcher(line).replaceAll("$1").stripTrailing())
                .filter(line -> !line.isBlank() && !line.startsWith("|--") && !line.startsWith("| --"))
                .filter(line -> !line.strip().startsWith("```"))
                .collect(Collectors.joining("\n"));
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

    /// A rule up to the first line that ends a sentence, and where the rest is. A heading, or a
    /// sentence that announces a list, is nothing without what follows it.
    public String summary(String number) {
        List<String> lines = words(number).lines().toList();
        int end = 0;
        while (end < lines.size() && !SENTENCE_END.matcher(lines.get(end)).find()) end++;
        if (end >= lines.size() - 1) return words(number);
        return "%s\n(PROTOCOL.md says more under %s.)".formatted(String.join("\n", lines.subList(0, end + 1)), number);
    }
}
