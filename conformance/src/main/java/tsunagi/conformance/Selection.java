package tsunagi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tsunagi.conformance.script.Scenario;

/// Which scenarios a command line means.
///
/// @param scenarios to run
/// @param faults    a sentence for each pattern that means none: a run that selects nothing must
///     not look green
record Selection(List<Scenario> scenarios, List<String> faults) {
    static Selection of(List<Scenario> all, List<String> patterns, List<String> skip) {
        List<String> faults = new ArrayList<>();
        for (String pattern : patterns) check(pattern, all, faults);
        for (String pattern : skip) check(pattern, all, faults);
        List<Scenario> chosen = all.stream()
                .filter(one -> patterns.stream().anyMatch(pattern -> matches(pattern, one)))
                .filter(one -> skip.stream().noneMatch(pattern -> matches(pattern, one)))
                .toList();
        return new Selection(chosen, faults);
    }

    private static void check(String pattern, List<Scenario> all, List<String> faults) {
        if (all.stream().anyMatch(one -> matches(pattern, one))) return;
        List<String> near = Similar.to(pattern, all.stream().map(Scenario::id).toList());
        String hint = near.isEmpty() ? "'list' shows them all" : "did you mean " + String.join(" or ", near) + "?";
        faults.add("no scenario is called %s; %s".formatted(pattern, hint));
    }

    private static boolean matches(String pattern, Scenario scenario) {
        if (pattern.equals("all")) return true;
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
