package tsunagi.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as its user meets it.
class SimulateTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Simulate.run(List.of(arguments), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    @Test
    void eachSeedIsALine() {
        assertEquals(0, run("--seed", "3", "--seeds", "2", "--nodes", "3", "--hostile", "1", "--turmoil", "5"));
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("seed 3 held: 3 nodes, 1 hostile, 5 s of turmoil; "), lines.getFirst());
        assertTrue(lines.getLast().startsWith("seed 4 held: "), lines.getLast());
    }

    @Test
    void aWrongCommandLineIsOneSentenceAndStatus2() {
        Map<List<String>, String> wrong = Map.of(
                List.of("--seed", "x"), "--seed takes a whole number, not x",
                List.of("--nodes", "1"), "--nodes is 2 or more",
                List.of("--sizes", "10;20"), "--sizes takes whole numbers with commas between them",
                List.of("7"), "what is 7",
                List.of("--seeds", "2", "--trace", "f"), "--trace is for one seed");
        wrong.forEach((arguments, words) -> {
            err.reset();
            assertEquals(2, run(arguments.toArray(String[]::new)));
            assertEquals("simulate: " + words + "; see --help\n", err.toString(UTF_8));
        });
    }

    @Test
    void helpNamesEveryFlag() {
        assertEquals(0, run("--help"));
        for (String flag : List.of("--seed S", "--seeds COUNT", "--trace FILE", "--scale DIR")) {
            assertTrue(out.toString(UTF_8).contains(flag), flag);
        }
    }

    @Test
    void largeNetworksAreMeasuredAndDrawn(@TempDir Path directory) throws IOException {
        assertEquals(0, run("--scale", directory.toString(), "--sizes", "10,30"));
        List<String> rows = out.toString(UTF_8).lines().toList();
        assertEquals(2 + 3 * 2, rows.size());
        for (String picture : List.of("propagation.svg", "traffic.svg", "reach.svg")) {
            String svg = Files.readString(directory.resolve(picture));
            assertTrue(svg.startsWith("<svg") && svg.strip().endsWith("</svg>"), picture);
            assertTrue(svg.contains("scale-free"), picture);
        }
    }
}
