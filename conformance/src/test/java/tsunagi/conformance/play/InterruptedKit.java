package tsunagi.conformance.play;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tsunagi.conformance.target.NodeProcess;
import tsunagi.conformance.target.Target;

/// A program that has a scenario's directory and a node that writes there, until it is ended.
public final class InterruptedKit {
    public static void main(String[] arguments) throws Exception {
        Path data = Scratch.make();
        String writes = "while :; do echo x >\"$1/file$2\"; sleep 0.01; done";
        NodeProcess.start(
                new Target.Command(List.of("sh", "-c", writes, "sh", "{data}", "{port}")), 1, List.of(), data);
        System.out.println(data);
        new CountDownLatch(1).await();
    }

    private InterruptedKit() {}
}
