package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.app.DeployScript.Said;

/// What the scripts of `deploy/` do before they do anything: they print their usage, refuse words
/// that they do not know, and ask whether Docker answers. Every program that they could start
/// writes its name into a file.
class DeployScriptsTest {
    private static final List<String> PROGRAMS = List.of("docker", "apt-get", "mvn", "git");

    @TempDir
    private Path place;

    private DeployScript scripts() {
        return new DeployScript(place);
    }

    /// A `docker` command whose daemon does not run.
    @BeforeEach
    void programsThatDoNothing() throws Exception {
        String program = "#!/bin/bash\necho \"${0##*/} $*\" >>\"$STATE/calls\"\nexit 1\n";
        for (String name : PROGRAMS) scripts().install(name, program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-image", "builder-image", "build-image", "three-nodes"})
    void theUsageIsPrintedAndNothingIsStarted(String script) throws Exception {
        for (String flag : List.of("--help", "-h")) {
            Said said = scripts().run(script, flag);
            assertEquals(new Said(0, said.out(), ""), said);
            assertTrue(said.out().contains("    deploy/" + script + " "), said.out());
            assertFalse(said.out().contains("set -euo"), said.out());
        }
        assertFalse(Files.exists(place.resolve("calls")));
    }

    @ParameterizedTest
    @CsvSource({
        "base-image, --tag",
        "base-image, one two",
        "base-image, --root",
        "base-image, --root here tag",
        "builder-image, --tag",
        "builder-image, one two",
        "build-image, --as-build",
        "build-image, --as-built one two",
        "build-image, tag --force",
        "three-nodes, up now",
        "three-nodes, --up"
    })
    void otherWordsAreRefusedInOneSentence(String script, String words) throws Exception {
        Said said = scripts().run(script, words.split(" "));
        assertEquals(new Said(2, "", said.err()), said);
        assertTrue(said.err().matches(script + ": [^\\n]+\\n"), said.err());
        assertFalse(Files.exists(place.resolve("calls")));
    }

    @ParameterizedTest
    @CsvSource({
        "base-image, tag",
        "builder-image, tag",
        "build-image, tag",
        "build-image, --as-built --judge",
        "three-nodes, up",
        "three-nodes, type one x",
        "three-nodes, down",
        "three-nodes, purge"
    })
    void withoutADaemonNothingElseIsTried(String script, String words) throws Exception {
        String why = script + ": docker does not answer; start its daemon, or give this user access to it\n";
        assertEquals(new Said(1, "", why), scripts().run(script, words.split(" ")));
        assertEquals("docker info\n", Files.readString(place.resolve("calls")));
    }

    @Test
    void anEmptyTagIsNone() throws Exception {
        for (String script : List.of("base-image", "builder-image", "build-image")) {
            assertEquals(
                    new Said(2, "", script + ": the tag is empty\n"), scripts().run(script, ""));
        }
    }
}
