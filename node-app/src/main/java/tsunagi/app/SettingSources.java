package tsunagi.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/// Where settings come from: flags, then the environment, then the configuration file. The
/// first that names a setting wins.
final class SettingSources {
    /// A setting value, and where it was written.
    ///
    /// @param values one, but for a flag that was repeated
    /// @param place  where it was written, to be named in a complaint
    record Setting(List<String> values, String place) {
        String value() {
            return values.getLast();
        }

        /// The value as a path.
        Path path() throws UsageException {
            if (value().equals("~") || value().startsWith("~/")) {
                throw new UsageException(place + " begins with ~, which only a shell replaces: "
                        + Arguments.quoted(value()) + "; write the whole path");
            }
            try {
                return Path.of(value());
            } catch (InvalidPathException e) {
                throw new UsageException(place + " is not a path: " + Arguments.quoted(value()) + ": " + e.getReason());
            }
        }
    }

    /// One source.
    @FunctionalInterface
    interface Source {
        Optional<Setting> find(Flag flag);
    }

    private final List<Source> sources;

    private SettingSources(List<Source> sources) {
        this.sources = sources;
    }

    static SettingSources of(CommandLine flags, Map<String, String> environment) throws UsageException {
        refuseEmpty(flags);
        List<Source> sources = new ArrayList<>(List.of(flags(flags), environment(environment)));
        Optional<Setting> config = config(flags, environment);
        if (config.isPresent()) sources.add(ConfigFile.read(config.get().path()));
        return new SettingSources(List.copyOf(sources));
    }

    /// The sources, the strongest first.
    List<Source> inOrder() {
        return sources;
    }

    Optional<Setting> find(Flag flag) {
        return sources.stream().flatMap(source -> source.find(flag).stream()).findFirst();
    }

    /// An empty value is a variable that a script forgot to set. As a directory it would
    /// be the working directory.
    private static void refuseEmpty(CommandLine flags) throws UsageException {
        for (Option option : flags.getOptions()) {
            for (String value : option.getValuesList()) {
                if (value.isBlank()) {
                    throw new UsageException("--" + option.getLongOpt() + " has an empty value; give "
                            + option.getArgName() + ", or leave the flag out");
                }
            }
        }
    }

    private static Optional<Setting> config(CommandLine flags, Map<String, String> environment) {
        String flag = flags.getOptionValue("config");
        if (flag != null) return Optional.of(new Setting(List.of(flag), "--config"));
        String variable = environment.getOrDefault("TSUNAGI_CONFIG", "");
        return variable.isBlank()
                ? Optional.empty()
                : Optional.of(new Setting(List.of(variable.strip()), "TSUNAGI_CONFIG"));
    }

    private static Source flags(CommandLine line) {
        return flag -> {
            String place = "--" + flag.key();
            if (!line.hasOption(place)) return Optional.empty();
            List<String> values = flag.isSwitch() ? List.of("true") : List.of(line.getOptionValues(place));
            return Optional.of(new Setting(values, place));
        };
    }

    private static Source environment(Map<String, String> environment) {
        return flag -> Optional.ofNullable(environment.get(flag.environmentVariable()))
                .filter(value -> !value.isBlank())
                .map(value -> new Setting(List.of(value.strip()), flag.environmentVariable()));
    }
}
