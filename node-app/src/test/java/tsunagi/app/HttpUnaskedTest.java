package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node without HTTP does not pay for it.
class HttpUnaskedTest {
    private static final List<String> OF_HTTP = List.of(
            "tsunagi.app.HttpSide",
            "tsunagi.app.http.",
            "tsunagi.app.activity.",
            "tsunagi.app.peers.",
            "com.sun.net.httpserver.",
            "java.net.http.",
            "io.prometheus.",
            "tools.jackson.databind.");

    @Test
    void nothingOfItIsLoadedWithoutTheFlag(@TempDir Path directory) throws Exception {
        Path loaded = directory.resolve("classes.txt");
        try (NodeProcess node = NodeProcess.startWith(List.of("-Xlog:class+load:file=" + loaded), "0", "--in-memory")) {
            node.awaitPort();
            node.type("a block");
            node.awaitLine(line -> line.contains("mined block 1 "));
            node.terminate();
            assertEquals(0, node.awaitEnd().status());
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            List<String> all = lines.toList();
            assertTrue(all.stream().anyMatch(line -> line.contains(" tsunagi.app.RunningNode ")));
            assertEquals(
                    List.of(), all.stream().filter(HttpUnaskedTest::isOfHttp).toList());
        }
    }

    private static boolean isOfHttp(String line) {
        return OF_HTTP.stream().anyMatch(name -> line.contains(" " + name));
    }
}
