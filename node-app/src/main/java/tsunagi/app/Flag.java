package tsunagi.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import tsunagi.chain.ChainLimits;
import tsunagi.network.core.NetworkLimits;

/// Every setting of a node, by the one name that makes its flag `--data-dir`, its environment
/// variable `TSUNAGI_DATA_DIR` and its key `data-dir` in a configuration file.
enum Flag {
    LISTEN("listen", "PORT", "port to listen on, on all interfaces; 0 for any free port", 0, Flag.MAX_PORT),
    CONNECT("connect", "HOST:PORT", "peer to dial; may be repeated, or list several with commas"),
    DATA_DIR("data-dir", "DIR", "directory of the chain; by default one for each port under the data home"),
    IN_MEMORY("in-memory", "", "keep the chain in memory only; it is lost when the node stops"),
    DIFFICULTY(
            "difficulty",
            "N",
            "zero bytes that a block's hash must begin with; 2, the default, is the book's network",
            0,
            ChainLimits.MAX_DIFFICULTY_BYTES),
    MINING_THREADS("mining-threads", "N", "threads to mine with; by default one for each processor", 1, 1_024),
    MAX_PEERS(
            "max-peers",
            "N",
            "inbound connections at once; by default " + NetworkLimits.DEFAULT_MAX_INBOUND_PEERS,
            0,
            100_000),
    PEERS_URL("peers-url", "URL", "http or https URL of a list of more peers to dial, fetched every 10 minutes"),
    HTTP(
            "http",
            "[HOST:]PORT",
            "explorer, API and metrics over HTTP; on loopback unless a host is given",
            0,
            Flag.MAX_PORT),
    HTTP_TOKEN(
            "http-token",
            "TOKEN",
            "token that requests must send to change state; better in the environment; "
                    + Flag.MIN_TOKEN
                    + " to "
                    + Flag.MAX_TOKEN
                    + " characters of ASCII"),
    HTTP_ORIGIN("http-origin", "URL", "public URL if the node is behind a proxy, such as https://node.example"),
    LOG_FORMAT("log-format", "text|json", "format of log lines; text by default"),
    LOG_LEVEL("log-level", "LEVEL", "error, warn, info, debug or trace; info by default");

    static final int MAX_PORT = 65_535;
    static final int MIN_TOKEN = 8;
    static final int MAX_TOKEN = 256;
    private static final int NO_NUMBER = -1;

    private final String key;
    private final String argument;
    private final String description;
    private final int min;
    private final int max;

    /// The numbers that it takes, both ends included.
    record Range(int min, int max) {
        boolean contains(int number) {
            return number >= min && number <= max;
        }

        @Override
        public String toString() {
            return min + " to " + max;
        }
    }

    Flag(String key, String argument, String description) {
        this.key = key;
        this.argument = argument;
        this.description = description;
        this.min = 0;
        this.max = NO_NUMBER;
    }

    /// With a number, whose range the help names.
    Flag(String key, String argument, String description, int min, int max) {
        this.key = key;
        this.argument = argument;
        this.min = min;
        this.max = max;
        this.description = description + (argument.startsWith("[") ? "; port from " : "; from ") + range();
    }

    /// The long name without dashes.
    String key() {
        return key;
    }

    /// The numbers that it takes.
    ///
    /// @throws NoSuchElementException if it takes none
    Range range() {
        if (max == NO_NUMBER) throw new NoSuchElementException("--" + key + " takes no number");
        return new Range(min, max);
    }

    String environmentVariable() {
        return "TSUNAGI_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// Whether it stands alone on the command line; elsewhere it is `true` or `false`.
    boolean isSwitch() {
        return argument.isEmpty();
    }

    static Optional<Flag> ofKey(String key) {
        return Arrays.stream(values()).filter(flag -> flag.key.equals(key)).findFirst();
    }

    private Option asOption() {
        Option.Builder option = Option.builder().longOpt(key).desc(description);
        return (isSwitch() ? option : option.hasArg().argName(argument)).get();
    }

    /// All of them, and those that are not settings: `--verify`, `--repair`, `--config`, `--help`,
    /// `--version`.
    static Options options() {
        Options options = new Options();
        for (Flag flag : values()) options.addOption(flag.asOption());
        options.addOption(withArgument("verify", "DIR", "print what a data directory holds; change nothing"));
        options.addOption(
                withArgument("repair", "DIR", "remove damage from a log; the removed bytes stay in files next to it"));
        options.addOption(withArgument("config", "FILE", "file of key=value lines, keys as the flags' names"));
        options.addOption(
                Option.builder("h").longOpt("help").desc("this text, also -h").get());
        options.addOption(Option.builder()
                .longOpt("version")
                .desc("the program's version")
                .get());
        return options;
    }

    /// The names of all flags, with their dashes.
    static List<String> names() {
        return options().getOptions().stream()
                .map(option -> "--" + option.getLongOpt())
                .toList();
    }

    private static Option withArgument(String name, String argument, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(argument)
                .desc(description)
                .get();
    }
}
