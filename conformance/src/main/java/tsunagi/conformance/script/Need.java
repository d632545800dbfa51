package tsunagi.conformance.script;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a scenario needs to be able to do with a node.
public enum Need {
    CONSOLE("write to its standard input"),
    DIAL("tell it which peers to dial"),
    NODES("start several of it"),
    PROCESS("stop or kill it"),
    RESTART("start it again on the same data"),
    CUT("cut its links"),
    PAUSE("stop it for a while"),
    NETEM("spoil its network"),
    ADDRESSES("dial it from, or at, another loopback address");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /// As the header writes it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All of them, as an error lists them.
    static String list() {
        List<String> words = Arrays.stream(values()).map(Need::word).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /// What it takes, to be read after "the target gives no way to".
    public String words() {
        return words;
    }
}
