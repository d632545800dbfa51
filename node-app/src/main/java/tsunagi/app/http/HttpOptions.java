package tsunagi.app.http;

import java.util.Optional;

/// How the node shows itself over HTTP.
///
/// @param host  address or name to listen at
/// @param port  0 for any that is free
/// @param token what those who change something must present; without one, only those on this machine may
public record HttpOptions(String host, int port, Optional<String> token) {
    /// For this machine alone.
    public static final String LOOPBACK = "127.0.0.1";

    /// Leaves the token out, for this may be logged.
    @Override
    public String toString() {
        return "http://" + host + ":" + port + (token.isPresent() ? " with a token" : "");
    }
}
