package tsunagi.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tsunagi.app.SettingSources.Setting;

/// Where a user's programs keep their data, by the custom of the platform.
final class DataHome {
    /// `tsunagi` under `XDG_DATA_HOME`, else under `.local/share` in the home directory. That is
    /// `HOME`, else what the system says. Variables that are no absolute path are ignored, as the
    /// specification of XDG demands.
    static Path of(Map<String, String> environment) throws UsageException {
        Optional<Path> xdg = absolute(environment, "XDG_DATA_HOME");
        if (xdg.isPresent()) return xdg.get().resolve("tsunagi");
        Path home = absolute(environment, "HOME").orElse(Path.of(System.getProperty("user.home")));
        if (!home.isAbsolute()) {
            throw new UsageException("no home directory is known; set HOME, or add --data-dir DIR or --in-memory");
        }
        return home.resolve(Path.of(".local", "share", "tsunagi"));
    }

    private static Optional<Path> absolute(Map<String, String> environment, String variable) throws UsageException {
        String value = environment.getOrDefault(variable, "");
        if (!value.startsWith("/") && !value.contains(":")) return Optional.empty();
        Path path = new Setting(List.of(value), variable).path();
        return path.isAbsolute() ? Optional.of(path) : Optional.empty();
    }

    private DataHome() {}
}
