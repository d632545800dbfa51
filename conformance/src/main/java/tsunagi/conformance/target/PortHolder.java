package tsunagi.conformance.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds who listens at a port of this machine.
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final List<String> TABLES = List.of("tcp", "tcp6");
    private static final String LISTENING = "0A";
    private static final int CONNECT_MILLIS = 1_000;

    /// Whether the loopback interface accepts a connection there.
    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            Ports.connect(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The processes that listen there, as far as the system shows them; never this one.
    static List<ProcessHandle> of(int port) {
        Set<String> sockets = sockets(port);
        List<ProcessHandle> holders = new ArrayList<>();
        if (sockets.isEmpty()) return holders;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && holds(process, sockets)) {
                    ProcessHandle.of(pid).ifPresent(holders::add);
                }
            }
        } catch (IOException e) {
            // The system shows no processes.
        }
        return holders;
    }

    /// What the descriptors of a listening socket at this port are called.
    private static Set<String> sockets(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        for (String table : TABLES) {
            try {
                for (String line : Files.readAllLines(PROC.resolve("net").resolve(table))) {
                    String[] words = line.strip().split("\\s+", -1);
                    boolean listens = words.length > 9 && words[1].endsWith(suffix) && words[3].equals(LISTENING);
                    if (listens) sockets.add("socket:[" + words[9] + "]");
                }
            } catch (IOException e) {
                // The system has no such table.
            }
        }
        return sockets;
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isOneOf(descriptor, sockets)) return true;
            }
        } catch (IOException e) {
            // Of another user, or ended.
        }
        return false;
    }

    private static boolean isOneOf(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return false;
        }
    }

    private PortHolder() {}
}
