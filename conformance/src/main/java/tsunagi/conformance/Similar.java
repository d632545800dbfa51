package tsunagi.conformance;

import java.util.Comparator;
import java.util.List;

/// Finds the names that a mistyped word may stand for.
public final class Similar {
    private static final int MOST = 3;

    /// Asks whether the nearest names were meant: `; did you mean --http or --http-token?`.
    ///
    /// @return a clause to put behind a complaint; empty if no name is near
    public static String question(String word, List<String> names) {
        List<String> near = to(word, names);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /// The nearest names, best first: those that the word is a part of, else those with few letters
    /// changed.
    static List<String> to(String word, List<String> names) {
        if (word.isEmpty()) return List.of();
        List<String> around = names.stream()
                .filter(name -> name.contains(word))
                .sorted(Comparator.comparingInt(String::length))
                .limit(MOST)
                .toList();
        if (!around.isEmpty()) return around;
        int bound = Math.max(2, word.length() / 4);
        return names.stream()
                .filter(name -> distance(word, last(word, name)) <= bound)
                .sorted(Comparator.comparingInt(name -> distance(word, last(word, name))))
                .limit(MOST)
                .toList();
    }

    /// A word without a folder is compared with names without theirs.
    private static String last(String word, String name) {
        return word.contains("/") ? name : name.substring(name.lastIndexOf('/') + 1);
    }

    /// Letters to insert, delete or replace (Levenshtein).
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) above[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }

    private Similar() {}
}
