package tsunagi.conformance.target;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `{port}`, `{peers}` and `{data}` in the words that start a node.
///
/// `{peers}` as a word of its own becomes a word for each peer, and nothing if there are none.
/// `{peers:FLAG}` writes the flag before each peer: as a word of its own, or in one word with the
/// peer if it ends with `=`. With a comma after the flag, `{peers:FLAG,}`, all peers stand behind
/// it once, separated by commas.
public final class Placeholders {
    private static final Pattern MISSPELT = Pattern.compile("\\{(peer|ports|(?!port|peers|data)(?i:port|peers|data))}");
    private static final Pattern PEERS = Pattern.compile("\\{peers(?::([^{}]*?)(,?))?}");

    /// The words for one node.
    public static List<String> fill(List<String> words, int port, List<String> peers, String data) {
        return words.stream()
                .flatMap(word -> peers(word, peers))
                .map(word -> word.replace("{port}", Integer.toString(port)).replace("{data}", data))
                .toList();
    }

    private static Stream<String> peers(String word, List<String> peers) {
        Matcher matcher = PEERS.matcher(word);
        if (!matcher.matches()) return Stream.of(word.replace("{peers}", String.join(" ", peers)));
        String flag = matcher.group(1);
        if (flag == null) return peers.stream();
        if (matcher.group(2).isEmpty()) return peers.stream().flatMap(peer -> flagged(flag, peer));
        return peers.isEmpty() ? Stream.empty() : flagged(flag, String.join(",", peers));
    }

    private static Stream<String> flagged(String flag, String value) {
        if (flag.isEmpty() || flag.endsWith("=")) return Stream.of(flag + value);
        return Stream.of(flag, value);
    }

    /// What is wrong with the placeholders of a command: one that the kit would not replace, or
    /// would replace by something that no node reads; empty if nothing is.
    static Optional<String> fault(List<String> words) {
        for (String word : words) {
            Matcher misspelt = MISSPELT.matcher(word);
            if (misspelt.find()) {
                String meant = misspelt.group(1).toLowerCase(Locale.ROOT);
                return Optional.of("%s is no placeholder; did you mean {%s}?"
                        .formatted(misspelt.group(), meant.equals("peer") ? "peers" : meant.replace("ports", "port")));
            }
            boolean isShells = word.chars().anyMatch(Character::isWhitespace) && !word.contains("{peers:");
            if (!word.contains("{peers") || PEERS.matcher(word).matches() || isShells) continue;
            int brace = word.indexOf("{peers");
            String flag = brace > 0 && word.charAt(brace - 1) == '=' ? word.substring(0, brace) : "--peer=";
            return Optional.of(("%s: the placeholder has to be a word of its own; write {peers:%s} for a word for each "
                            + "peer, or {peers:%s,} for one with all of them")
                    .formatted(word, flag, flag));
        }
        return Optional.empty();
    }

    static boolean has(List<String> words, String placeholder) {
        return words.stream().anyMatch(word -> word.contains(placeholder));
    }

    /// Whether the words say how a node is given its peers.
    static boolean hasPeers(List<String> words) {
        return words.stream()
                .anyMatch(
                        word -> word.contains("{peers}") || PEERS.matcher(word).matches());
    }

    private Placeholders() {}
}
