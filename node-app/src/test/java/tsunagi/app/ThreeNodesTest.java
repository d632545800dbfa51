package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.app.DeployScript.Said;

/// `deploy/three-nodes` with a `docker` that writes its arguments into files: what it
/// prints, and its exit status.
class ThreeNodesTest {
    /// Containers are files with their state. A line that comes in over `attach` is mined,
    /// and then `attach` waits.
    private static final String DOCKER = """
            #!/bin/bash
            cd "$STATE" || exit 1
            echo "$*" >>calls
            case "$1 $2" in
                'image inspect') exit 0 ;;
                'network inspect') [ -e network ] ;;
                'network create') [ ! -e network ] && touch network ;;
                'network rm') rm network ;;
                'volume rm') ;;
                'inspect --format') cat "$4.state" 2>/dev/null ;;
                'run --detach')
                    while [ "$1" != --name ]; do shift; done
                    echo running >"$2.state"
                    ;;
                start\\ *) echo running >"$2.state" ;;
                stop\\ *) echo exited >"$2.state" ;;
                rm\\ *) rm "$3.state" ;;
                logs\\ *) cat "$2.log" 2>/dev/null ;;
                attach\\ *)
                    read -r line
                    echo "mined block 1 $line" >>"$3.log"
                    exec sleep 60
                    ;;
            esac
            """;

    @TempDir
    private Path place;

    private DeployScript scripts() {
        return new DeployScript(place);
    }

    @BeforeEach
    void aDockerOfItsOwn() throws Exception {
        scripts().install("docker", DOCKER);
    }

    private Said run(String... words) throws Exception {
        return scripts().run("three-nodes", words);
    }

    private long calls(String start) throws IOException {
        return Files.readAllLines(place.resolve("calls")).stream()
                .filter(call -> call.startsWith(start))
                .count();
    }

    @Test
    void upTwiceStartsWhatDoesNotRunAndNothingElse() throws Exception {
        Said first = run("up");
        assertEquals(new Said(0, first.out(), ""), first);
        assertTrue(first.out().contains("two answers at 127.0.0.1:8002; explorer at http://localhost:9002\n"));
        Said second = run("up");
        assertEquals(new Said(0, second.out(), ""), second);
        assertTrue(second.out().contains("two runs already, and answers at 127.0.0.1:8002"), second.out());
        assertEquals(3, calls("run --detach"));
        assertEquals(0, calls("start"));
        Files.writeString(place.resolve("tsunagi-two.state"), "exited\n");
        assertEquals(0, run("up").status());
        assertEquals(1, calls("start tsunagi-two"));
        assertEquals(3, calls("run --detach"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "2"})
    void aLineIsTypedWithoutAWordAboutJobs(String node) throws Exception {
        assertEquals(0, run("up").status());
        assertEquals(new Said(0, "", ""), run("type", node, "tea for two"));
        assertEquals("mined block 1 tea for two\n", Files.readString(place.resolve("tsunagi-two.log")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"four", "N", "0", "4", "", "One", "tsunagi-one", "-h"})
    void aNameThatIsNoneIsRefusedWithThoseThatAre(String node) throws Exception {
        assertEquals(
                new Said(2, "", "three-nodes: there is no node '" + node + "'; the nodes are one, two and three\n"),
                run("type", node, "hello"));
        assertFalse(Files.exists(place.resolve("calls")));
    }

    @Test
    void aNodeThatDoesNotRunIsNamed() throws Exception {
        assertEquals(
                new Said(1, "", "three-nodes: node one does not run; deploy/three-nodes up starts it\n"),
                run("type", "one", "hello"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a command is missing: up, type, down or purge; --help lists them",
                "typ one x | there is no command 'typ'; the commands are up, type, down and purge",
                "type one | type takes a node and a text in quotes, such as: type two \"a line\"",
                "type one a line | type takes a node and a text in quotes, such as: type two \"a line\"",
                "up now | up takes no words after it, and 'now' is one",
                "purge -f | purge takes no words after it, and '-f' is one",
                "--up | there is no option '--up'; --help lists the commands"
            })
    void anythingElseIsRefusedInOneSentence(String words, String why) throws Exception {
        assertEquals(
                new Said(2, "", "three-nodes: " + why + "\n"), run(words.isEmpty() ? new String[0] : words.split(" ")));
        assertFalse(Files.exists(place.resolve("calls")));
    }

    @Test
    void downAndPurgeAlsoWorkTwice() throws Exception {
        assertEquals(0, run("up").status());
        assertEquals(new Said(0, "", ""), run("down"));
        assertEquals(new Said(0, "", ""), run("down"));
        assertEquals(3, calls("stop"));
        assertEquals(new Said(0, "", ""), run("purge"));
        assertEquals(new Said(0, "", ""), run("purge"));
    }
}
