package tsunagi.conformance.toy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
        byte[] buffer = new byte[8192];
        for (int count = System.in.read(buffer); count >= 0; count = System.in.read(buffer))
            node.console(Octets.of(Arrays.copyOf(buffer, count)));
        node.endConsole();
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
