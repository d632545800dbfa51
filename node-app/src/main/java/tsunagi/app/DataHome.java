package tsunagi.app;

import java.nio.file.Path;
import java.util.Map;

/// Where a user's programs keep their data, by the custom of the platform.
final class DataHome {
    /// `tsunagi` under `XDG_DATA_HOME`, else under the usual place in the home directory.
    static Path of(Map<String, String> environment) {
        String xdg = environment.get("XDG_DATA_HOME");
        if (xdg != null && Path.of(xdg).isAbsolute()) return Path.of(xdg, "tsunagi");
        return Path.of(System.getProperty("user.home"), ".local", "share", "tsunagi");
    }

    private DataHome() {}
}
