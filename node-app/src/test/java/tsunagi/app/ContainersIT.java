package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.app.Docker.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tsunagi.conformance.Conformance;
import tsunagi.conformance.Golden;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// The image of this very build: as a user runs it, and as the nodes of every
/// scenario that has several.
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(600)
class ContainersIT {
    private static final String IMAGE =
            "tsunagi-it:" + UUID.randomUUID().toString().substring(0, 8);
    private static final Duration START = Duration.ofSeconds(30);
    private static final Path ROOT = Path.of("..");

    @BeforeAll
    static void buildTheImage() throws IOException {
        Docker.require();
        Docker.Ended built = Docker.run("deploy/build-image", "--as-built", IMAGE);
        assertEquals(0, built.status(), built::words);
    }

    @AfterAll
    static void removeTheImage() throws IOException {
        Docker.run("docker", "rmi", "--force", IMAGE);
    }

    @Test
    void aNodeInAContainerMinesWhatIsTypedStopsWhenToldAndKeepsItsChain() throws Exception {
        String name = IMAGE.replace(':', '-');
        try {
            run(name);
            Docker.await(
                    "a healthy node",
                    START,
                    () -> Docker.run("docker", "exec", name, "healthy").status() == 0);
            type(name, "typed at a container");
            Docker.await("a block", START, () -> chain(name).contains("typed at a container"));
            String before = chain(name);
            docker("stop", name);
            assertEquals("0", docker("inspect", "--format", "{{.State.ExitCode}}", name));
            docker("rm", name);
            run(name);
            Docker.await(
                    "a healthy node",
                    START,
                    () -> Docker.run("docker", "exec", name, "healthy").status() == 0);
            assertEquals(before, chain(name));
        } finally {
            Docker.run("docker", "rm", "--force", name);
            Docker.run("docker", "volume", "rm", name);
        }
    }

    private static void run(String name) throws IOException {
        docker(
                "run",
                "--detach",
                "--interactive",
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--cap-drop",
                "ALL",
                "--name",
                name,
                "--volume",
                name + ":/data",
                IMAGE);
    }

    private static String chain(String name) throws IOException {
        return docker("exec", name, "bash", "-c", "while read -r line; do echo \"$line\"; done </data/chain.log");
    }

    /// An attached terminal goes away as soon as the block is there; until then
    /// the line may be on its way.
    private static void type(String name, String line) throws IOException {
        Process attached = new ProcessBuilder("docker", "attach", "--sig-proxy=false", name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = attached.getOutputStream()) {
            in.write((line + "\n").getBytes(UTF_8));
            in.flush();
            Docker.await("a block", START, () -> chain(name).contains(line));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            attached.destroy();
        }
    }

    @Test
    void everyScenarioOfSeveralNodesPassesInContainers() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Scenario scenario : Golden.read(ROOT.resolve("golden")).scenarios()) {
            if (scenario.needs().contains(Need.NODES)) ids.add(scenario.id());
        }
        assertFalse(ids.isEmpty());
        judge(ids, List.of(), ids.size());
    }

    @Test
    void nineNodesAgreeAfterThirtySecondsOfMiningOnBothSidesOfACut() throws IOException {
        Path golden = ROOT.resolve("golden-long");
        judge(
                List.of("all"),
                List.of("--golden", golden.toString()),
                Golden.read(golden).scenarios().size());
    }

    /// Everything is played and passes, at whatever level.
    private static void judge(List<String> ids, List<String> flags, int scenarios) throws IOException {
        List<String> words = new ArrayList<>(ids);
        words.addAll(flags);
        words.addAll(List.of("--target", "docker:" + IMAGE, "--timeout-factor", "3", "--level", "EXTENSION"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        ExitStatus status = Conformance.run(words, new Target.Command(List.of("unused")), out, out);
        System.out.print(said.toString(UTF_8));
        assertEquals(ExitStatus.AS_EXPECTED, status, said.toString(UTF_8));
        String last = said.toString(UTF_8).lines().toList().getLast();
        assertTrue(last.startsWith("%s of %s scenarios passed ·".formatted(scenarios, scenarios)), last);
        for (String kind : List.of("ps --all", "network ls", "volume ls")) {
            List<String> list = new ArrayList<>(List.of(kind.split(" ", -1)));
            list.addAll(List.of("--quiet", "--filter", "label=tsunagi.judge"));
            assertEquals("", docker(list.toArray(String[]::new)), kind);
        }
    }
}
