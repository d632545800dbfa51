package tsunagi.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import tsunagi.app.NodeSettings.InDirectory;
import tsunagi.app.NodeSettings.InMemory;
import tsunagi.app.NodeSettings.LogFormat;
import tsunagi.app.NodeSettings.LogLevel;
import tsunagi.app.NodeSettings.LogSettings;
import tsunagi.app.NodeSettings.Storage;
import tsunagi.app.SettingSources.Setting;
import tsunagi.app.SettingSources.Source;
import tsunagi.app.http.HttpOptions;
import tsunagi.chain.ChainParameters;
import tsunagi.conformance.Similar;
import tsunagi.network.core.NetworkLimits;

/// Makes a [Command] of what the user wrote (rule 6): `<port> [host:port …]`, or
/// `--listen <port> [--connect host:port …]`, or both mixed.
final class Arguments {
    private final CommandLine line;
    private final SettingSources sources;
    private final Map<String, String> environment;

    private Arguments(CommandLine line, SettingSources sources, Map<String, String> environment) {
        this.line = line;
        this.sources = sources;
        this.environment = environment;
    }

    static Command parse(List<String> arguments, Map<String, String> environment) throws UsageException {
        CommandLine line;
        try {
            line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .get()
                    .parse(Flag.options(), arguments.toArray(String[]::new));
        } catch (ParseException e) {
            throw new UsageException(complaint(e));
        }
        if (line.hasOption("help")) return new Command.ShowHelp();
        if (line.hasOption("version")) return new Command.ShowVersion();
        Arguments parsed = new Arguments(line, SettingSources.of(line, environment), environment);
        if (line.hasOption("verify")) return new Command.Verify(parsed.onlyDirectory("verify"), parsed.network());
        if (line.hasOption("repair")) return new Command.Repair(parsed.onlyDirectory("repair"), parsed.network());
        return new Command.RunNode(parsed.settings());
    }

    /// The directory that is to be looked at, when nothing is asked that only a node could do.
    private Path onlyDirectory(String option) throws UsageException {
        for (Option other : line.getOptions()) {
            String name = other.getLongOpt();
            if (!List.of(option, Flag.DIFFICULTY.key(), "config").contains(name)) {
                throw new UsageException("--" + option + " does not go with --" + name);
            }
        }
        if (!line.getArgList().isEmpty()) {
            throw new UsageException("--" + option + " does not go with "
                    + quoted(line.getArgList().getFirst()));
        }
        if (line.getOptionValues(option).length > 1) {
            throw new UsageException("--" + option + " takes one directory at a time");
        }
        return new Setting(List.of(line.getOptionValue(option)), "--" + option).path();
    }

    private ChainParameters network() throws UsageException {
        return ChainParameters.book().withDifficulty(difficulty());
    }

    private int difficulty() throws UsageException {
        return integer(Flag.DIFFICULTY).orElse(2);
    }

    private static String complaint(ParseException e) {
        return switch (e) {
            case AmbiguousOptionException ambiguous -> "unknown option: " + ambiguous.getOption();
            case UnrecognizedOptionException unknown ->
                "unknown option: " + unknown.getOption() + Similar.question(unknown.getOption(), Flag.names());
            case MissingArgumentException missing ->
                "--" + missing.getOption().getLongOpt() + " needs a value: "
                        + missing.getOption().getArgName();
            default -> String.valueOf(e.getMessage());
        };
    }

    private NodeSettings settings() throws UsageException {
        Addresses addresses = new Addresses(sources, line.hasOption("connect"));
        int port = port();
        Optional<HttpOptions> http = addresses.http();
        if (port != 0 && http.isPresent() && http.get().port() == port) {
            throw new UsageException(sources.find(Flag.HTTP).orElseThrow().place() + " is the port to listen on, "
                    + port + "; give it another one");
        }
        return new NodeSettings(
                port,
                addresses.peers(line.getArgList()),
                storage(port),
                difficulty(),
                integer(Flag.MINING_THREADS).orElse(Runtime.getRuntime().availableProcessors()),
                integer(Flag.MAX_PEERS).orElse(NetworkLimits.DEFAULT_MAX_INBOUND_PEERS),
                new LogSettings(
                        word(Flag.LOG_FORMAT, LogFormat.class).orElse(LogFormat.TEXT),
                        word(Flag.LOG_LEVEL, LogLevel.class).orElse(LogLevel.INFO)),
                http,
                addresses.web(Flag.PEERS_URL));
    }

    private int port() throws UsageException {
        List<String> words = line.getArgList();
        if (words.isEmpty() || words.getFirst().contains(":")) {
            Optional<Integer> port = integer(Flag.LISTEN);
            if (port.isPresent()) return port.get();
            // A first word that is no peer either was meant in another way,
            // which is the better news.
            for (String word : words) Addresses.list(word, "<host:port>");
            throw new UsageException("no port to listen on; give one, such as: tsunagi 8000");
        }
        if (line.hasOption("listen")) {
            throw new UsageException(
                    "two ports to listen on: " + words.getFirst() + " and --listen " + line.getOptionValue("listen"));
        }
        return integer(new Setting(List.of(words.getFirst()), "<port>"), Flag.LISTEN.range());
    }

    /// The strongest source that says anything of storage says all of it.
    private Storage storage(int port) throws UsageException {
        for (Source source : sources.inOrder()) {
            Optional<Setting> directory = source.find(Flag.DATA_DIR);
            Optional<Setting> memory = source.find(Flag.IN_MEMORY);
            boolean inMemory = memory.isPresent() && truth(memory.get());
            if (directory.isPresent() && inMemory) {
                throw new UsageException(
                        directory.get().place() + " and " + memory.get().place() + " exclude each other");
            }
            if (inMemory) return new InMemory();
            if (directory.isPresent()) {
                return new InDirectory(directory.get().path());
            }
        }
        if (port == 0)
            throw new UsageException("port 0 has no directory of its own; add --data-dir DIR or --in-memory");
        return new InDirectory(DataHome.of(environment).resolve(String.valueOf(port)));
    }

    private Optional<Integer> integer(Flag flag) throws UsageException {
        Optional<Setting> setting = sources.find(flag);
        return setting.isEmpty() ? Optional.empty() : Optional.of(integer(setting.get(), flag.range()));
    }

    static int integer(Setting setting, Flag.Range range) throws UsageException {
        String value = setting.value();
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (range.contains(number)) return number;
        }
        throw new UsageException(setting.place() + " is not a number from " + range + ": " + quoted(value));
    }

    private <E extends Enum<E>> Optional<E> word(Flag flag, Class<E> choices) throws UsageException {
        Optional<Setting> setting = sources.find(flag);
        if (setting.isEmpty()) return Optional.empty();
        String value = setting.get().value();
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(value)) return Optional.of(choice);
        }
        String all = Arrays.stream(choices.getEnumConstants())
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new UsageException(setting.get().place() + " is none of " + all + ": " + quoted(value));
    }

    private static boolean truth(Setting setting) throws UsageException {
        return switch (setting.value()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new UsageException(setting.place() + " is neither true nor false: " + quoted(setting.value()));
        };
    }

    static String quoted(String value) {
        return "\"" + shown(value) + "\"";
    }

    /// On one line, with control characters as Java writes them.
    static String shown(String value) {
        StringBuilder out = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) out.append(String.format(Locale.ROOT, "\\u%04x", c));
            else out.appendCodePoint(c);
        });
        return out.toString();
    }
}
