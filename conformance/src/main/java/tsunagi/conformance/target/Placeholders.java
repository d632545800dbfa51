package tsunagi.conformance.target;

import java.util.List;
import java.util.stream.Stream;

/// `{port}`, `{peers}` and `{data}` in the words that start a node.
public final class Placeholders {
    /// The words for one node. `{peers}` as a word of its own becomes as many
    /// words as there are peers.
    public static List<String> fill(List<String> words, int port, List<String> peers, String data) {
        return words.stream()
                .flatMap(word -> word.equals("{peers}") ? peers.stream() : Stream.of(word))
                .map(word -> word.replace("{port}", Integer.toString(port))
                        .replace("{peers}", String.join(" ", peers))
                        .replace("{data}", data))
                .toList();
    }

    static boolean has(List<String> words, String placeholder) {
        return words.stream().anyMatch(word -> word.contains(placeholder));
    }

    private Placeholders() {}
}
