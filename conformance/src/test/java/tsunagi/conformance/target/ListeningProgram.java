package tsunagi.conformance.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// A program that listens at a port until it is ended: as much of a node as a test of processes
/// needs.
public final class ListeningProgram {
    private static final int BACKLOG = 50;

    public static void main(String[] arguments) throws IOException {
        System.err.println("I listen");
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), BACKLOG, InetAddress.getLoopbackAddress())) {
            while (true) server.accept().close();
        }
    }

    /// The command that starts it, behind a shell.
    ///
    /// @param script in which `"$@"` starts it
    static Target.Command behind(String script) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(words());
        return new Target.Command(words);
    }

    static List<String> words() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ListeningProgram.class.getName(),
                "{port}");
    }

    private ListeningProgram() {}
}
