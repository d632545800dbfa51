package tsunagi.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/// The program's command line.
final class SimulateArguments {
    /// It can't be understood; the message says why.
    static final class WrongUsage extends Exception {
        private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    private static final String DEFAULT_SIZES = "10,100,1000,10000";
    private static final Options OPTIONS = new Options()
            .addOption(option("seed", "S", "the seed to run, or the first of several (1)"))
            .addOption(option("seeds", "COUNT", "how many seeds to run, one after another, until one fails (1)"))
            .addOption(option("nodes", "N", "honest nodes, instead of what the seed says"))
            .addOption(option("hostile", "N", "hostile nodes, instead of what the seed says"))
            .addOption(option("turmoil", "SECONDS", "how long things go wrong, in virtual time"))
            .addOption(option("trace", "FILE", "write a trace of all events"))
            .addOption(option("scale", "DIR", "measure large networks instead, and write the curves there as SVG"))
            .addOption(option("sizes", "N,N", "the networks to measure (" + DEFAULT_SIZES + ")"))
            .addOption(new Option(null, "help", false, "this text"));

    private final CommandLine line;

    private SimulateArguments(CommandLine line) {
        this.line = line;
    }

    private static Option option(String name, String argument, String words) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(argument)
                .desc(words)
                .get();
    }

    static SimulateArguments parse(List<String> arguments) throws WrongUsage {
        try {
            CommandLine line = new DefaultParser(false).parse(OPTIONS, arguments.toArray(String[]::new));
            if (!line.getArgList().isEmpty())
                throw new WrongUsage("what is " + line.getArgList().getFirst());
            SimulateArguments parsed = new SimulateArguments(line);
            parsed.check();
            return parsed;
        } catch (ParseException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private void check() throws WrongUsage {
        for (String name : List.of("seed", "seeds", "nodes", "hostile", "turmoil")) {
            String value = line.getOptionValue(name);
            if (value != null && !value.matches(name.equals("seed") ? "-?[0-9]{1,18}" : "[0-9]{1,9}")) {
                throw new WrongUsage("--" + name + " takes a whole number, not " + value);
            }
        }
        if (!line.getOptionValue("sizes", DEFAULT_SIZES).matches("[0-9]{1,6}(,[0-9]{1,6})*")) {
            throw new WrongUsage("--sizes takes whole numbers with commas between them");
        }
        if (sizes().stream().anyMatch(size -> size < 2)) throw new WrongUsage("a network has 2 nodes or more");
        if (nodes().orElse(2) < 2) throw new WrongUsage("--nodes is 2 or more");
        if (traceFile().isPresent() && seeds() > 1) throw new WrongUsage("--trace is for one seed");
    }

    boolean help() {
        return line.hasOption("help");
    }

    long firstSeed() {
        return Long.parseLong(line.getOptionValue("seed", "1"));
    }

    int seeds() {
        return number("seeds").orElse(1);
    }

    private OptionalInt nodes() {
        return number("nodes");
    }

    Optional<Path> traceFile() {
        return Optional.ofNullable(line.getOptionValue("trace")).map(Path::of);
    }

    Optional<Path> scaleDirectory() {
        return Optional.ofNullable(line.getOptionValue("scale")).map(Path::of);
    }

    List<Integer> sizes() {
        return Stream.of(line.getOptionValue("sizes", DEFAULT_SIZES).split(",", -1))
                .map(Integer::valueOf)
                .toList();
    }

    Scenario scenario(long seed) {
        return Scenario.of(seed, nodes(), number("hostile"), number("turmoil"));
    }

    private OptionalInt number(String name) {
        String value = line.getOptionValue(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    static String helpText() {
        StringBuilder out = new StringBuilder("""
                simulate [--seed S] [--seeds COUNT] ...    run networks of real cores in virtual time
                simulate --scale DIR [--sizes N,N]         measure large ones, and draw the curves

                """);
        for (Option option : OPTIONS.getOptions()) {
            String flag = "--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
            out.append(String.format(Locale.ROOT, "  %-20s %s%n", flag, option.getDescription()));
        }
        out.append("""

                Exit status: 0 if everything held, 1 if something broke, 2 for a wrong command line.
                """);
        return out.toString();
    }
}
