package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Octets;

/// The toy as a program of its own. The variable `FAULT` names the mutant that it is.
public final class ToyProgram {
    /// Runs until it is ended.
    ///
    /// @param arguments port, data directory, peers
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String fault = System.getenv("FAULT");
        Target toy = RunningToy.target(fault == null ? null : Mutant.valueOf(fault));
        RunningNode node = ((Target.Embedded) toy)
                .starter()
                .start(
                        Integer.parseInt(arguments[0]),
                        List.of(arguments).subList(2, arguments.length),
                        Path.of(arguments[1]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            node.console(Octets.of((line + "\n").getBytes(UTF_8)));
        new CountDownLatch(1).await();
    }

    /// The target that starts it, as the command line has it.
    public static String target() {
        return "cmd:" + ProcessHandle.current().info().command().orElse("java")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + System.getProperty("java.class.path") + " "
                + ToyProgram.class.getName() + " {port} {data} {peers}";
    }

    private ToyProgram() {}
}
