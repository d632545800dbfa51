package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Compares appendix H with the rules that it repeats.
class BoundsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([0-9]\\.[0-9]) \\|$");
    private static final Pattern RULE =
            Pattern.compile("(?s)\\n(?:- \\*\\*|### )([0-9]\\.[0-9]).*?(?=\n- \\*\\*[0-9]|\n##)");
    private static final Pattern RULE_NUMBER = Pattern.compile("\\b[0-9]\\.[0-9]\\b");

    /// With its unit, if it has one.
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,^]*(?: (?:s|minutes|bytes)\\b)?");

    private static Map<String, String> rules(String page) {
        Map<String, String> texts = new HashMap<>();
        RULE.matcher(page).results().forEach(rule -> texts.merge(rule.group(1), rule.group(), String::concat));
        return texts;
    }

    private static Set<String> numbers(String text) {
        return NUMBER.matcher(RULE_NUMBER.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void eachNumberStandsInItsRule() throws IOException {
        String page = Files.readString(Path.of("../PROTOCOL.md"));
        Map<String, String> rules = rules(page);
        List<String> rows = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        String tables = page.substring(page.indexOf("## H Bounds"));
        ROW.matcher(tables).results().forEach(row -> {
            rows.add(row.group());
            String rule = rules.getOrDefault(row.group(3), "");
            for (String number : numbers(row.group(2))) {
                if (!numbers(rule).contains(number)) faults.add(number + " is not in " + row.group());
            }
        });
        long heads = tables.lines().filter(line -> line.endsWith("| rule |")).count();
        long lines = tables.lines().filter(line -> line.startsWith("| ")).count();
        assertEquals(lines - 2 * heads, rows.size(), "rows of appendix H");
        assertEquals(List.of(), faults);
    }
}
