package tsunagi.app.http;

import java.net.URI;
import java.util.Optional;

/// How the node shows itself over HTTP.
///
/// @param host   address or name to listen at
/// @param port   0 for any that is free
/// @param token what those who change something must present; without one, only
///     those on this machine may
/// @param origin where browsers find it if that is elsewhere, as behind a
///     proxy: scheme, host and port
public record HttpOptions(String host, int port, Optional<String> token, Optional<URI> origin) {
    /// For this machine alone.
    public static final String LOOPBACK = "127.0.0.1";

    /// As in an address bar, with the brackets of IPv6.
    ///
    /// @param bound the port that is shown
    String url(int bound) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound;
    }

    /// Leaves the token out, for this may be logged.
    @Override
    public String toString() {
        return url(port) + (token.isPresent() ? " with a token" : "");
    }
}
