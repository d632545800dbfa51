package tsunagi.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tsunagi.app.http.HttpOptions;
import tsunagi.network.PeerAddress;

/// All settings of a node.
///
/// @param port            to listen at; 0 for any that is free
/// @param peers           to dial
/// @param storage         where the chain is kept
/// @param difficultyBytes zero bytes that a hash must begin with
/// @param miningThreads   at least 1
/// @param maxPeers        inbound connections at once
/// @param log             how to log
/// @param http            whether and how to show itself over HTTP
/// @param peersUrl        where a list of more peers is
record NodeSettings(
        int port,
        List<PeerAddress> peers,
        Storage storage,
        int difficultyBytes,
        int miningThreads,
        int maxPeers,
        LogSettings log,
        Optional<HttpOptions> http,
        Optional<URI> peersUrl) {
    /// Where the chain is kept.
    sealed interface Storage permits InMemory, InDirectory {}

    record InMemory() implements Storage {}

    record InDirectory(Path directory) implements Storage {}

    /// How to log.
    record LogSettings(LogFormat format, LogLevel level) {}

    enum LogFormat {
        TEXT,
        JSON
    }

    enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
