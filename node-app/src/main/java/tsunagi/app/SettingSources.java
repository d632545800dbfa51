package tsunagi.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;

/// Where settings come from: flags, then the environment, then the configuration file. The
/// first that names a setting wins.
final class SettingSources {
    /// A setting as somebody wrote it.
    ///
    /// @param values one, but for a flag that was repeated
    /// @param place  where it was written, to be named in a complaint
    record Setting(List<String> values, String place) {
        String value() {
            return values.getLast();
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
        List<Source> sources = new ArrayList<>(List.of(flags(flags), environment(environment)));
        String config = flags.getOptionValue("config", environment.get("TSUNAGI_CONFIG"));
        if (config != null) sources.add(file(Path.of(config)));
        return new SettingSources(List.copyOf(sources));
    }

    /// The sources, the strongest first.
    List<Source> inOrder() {
        return sources;
    }

    Optional<Setting> find(Flag flag) {
        return sources.stream().flatMap(source -> source.find(flag).stream()).findFirst();
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

    private static Source file(Path path) throws UsageException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no configuration file " + path);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("the configuration file " + path + " cannot be read: " + e.getMessage());
        }
        for (String key : properties.stringPropertyNames()) {
            if (Flag.ofKey(key).isEmpty()) {
                throw new UsageException("the configuration file " + path + " has an unknown key: " + key);
            }
        }
        return flag -> Optional.ofNullable(properties.getProperty(flag.key()))
                .map(value -> new Setting(List.of(value.strip()), flag.key() + " in " + path));
    }
}
