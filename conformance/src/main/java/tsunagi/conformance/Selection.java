package tsunagi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tsunagi.conformance.script.Scenario;

/// Which scenarios a command line means.
///
/// @param scenarios to run
/// @param unmatched patterns that mean none: a mistake, for a run that selects nothing must not look green
record Selection(List<Scenario> scenarios, List<String> unmatched) {
    static Selection of(List<Scenario> all, List<String> patterns, List<String> skip) {
        List<String> unmatched = new ArrayList<>();
        for (String pattern : patterns)
            if (all.stream().noneMatch(one -> matches(pattern, one))) unmatched.add(pattern);
        for (String pattern : skip) if (all.stream().noneMatch(one -> matches(pattern, one))) unmatched.add(pattern);
        List<Scenario> chosen = all.stream()
                .filter(one -> patterns.stream().anyMatch(pattern -> matches(pattern, one)))
                .filter(one -> skip.stream().noneMatch(pattern -> matches(pattern, one)))
                .toList();
        return new Selection(chosen, unmatched);
    }

    private static boolean matches(String pattern, Scenario scenario) {
        if (pattern.equals("all") || pattern.equals("list")) return true;
        return glob(pattern).matcher(scenario.id()).matches();
    }

    /// `*` and `?` as everywhere; a star crosses folders, for ids are names and not paths to people.
    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
