package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.app.CommandLines.complaint;
import static tsunagi.app.CommandLines.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.app.NodeSettings.InDirectory;
import tsunagi.app.NodeSettings.InMemory;
import tsunagi.app.NodeSettings.LogLevel;
import tsunagi.network.PeerAddress;

/// Settings of flags, the environment and the file, and which of them wins.
class SettingSourcesTest {
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile(@TempDir Path temp) throws Exception {
        Path file = file(temp, "difficulty=1\nmax-peers=11\nlog-level=error\nlisten=7001\n");
        Map<String, String> environment = Map.of("TSUNAGI_MAX_PEERS", "22", "TSUNAGI_LOG_LEVEL", "warn");
        NodeSettings settings = settings("--config " + file + " --log-level debug --in-memory", environment);
        assertEquals(7001, settings.port());
        assertEquals(1, settings.difficultyBytes());
        assertEquals(22, settings.maxPeers());
        assertEquals(LogLevel.DEBUG, settings.log().level());
    }

    @Test
    void theStrongestSourceThatSpeaksOfStorageSaysAllOfIt(@TempDir Path temp) throws Exception {
        Path file = file(temp, "in-memory=true\n");
        assertInstanceOf(
                InMemory.class,
                settings("8000 --in-memory", Map.of("TSUNAGI_DATA_DIR", "/x")).storage());
        assertEquals(
                new InDirectory(Path.of("/y")),
                settings("8000 --data-dir /y --config " + file, NO_ENVIRONMENT).storage());
        assertEquals(
                new InDirectory(Path.of("/x")),
                settings("8000 --config " + file, Map.of("TSUNAGI_DATA_DIR", "/x"))
                        .storage());
    }

    @Test
    void peersOfTheEnvironmentCountOnlyIfTheCommandLineNamesNone() throws UsageException {
        Map<String, String> environment = Map.of("TSUNAGI_CONNECT", "e:1, f:2");
        assertEquals(
                List.of(new PeerAddress("e", 1), new PeerAddress("f", 2)),
                settings("8000", environment).peers());
        assertEquals(
                List.of(new PeerAddress("a", 1)),
                settings("8000 a:1", environment).peers());
    }

    @Test
    void aWrongVariableOrKeyIsNamed(@TempDir Path temp) throws IOException {
        assertComplaint("TSUNAGI_DIFFICULTY", "8000", Map.of("TSUNAGI_DIFFICULTY", "many"));
        assertComplaint("TSUNAGI_CONNECT is not host:port", "8000", Map.of("TSUNAGI_CONNECT", "a:1, 8000:1"));
        assertComplaint("connect in ", "8000 --config " + file(temp, "connect=8000:1"), NO_ENVIRONMENT);
        assertComplaint("TSUNAGI_IN_MEMORY", "8000", Map.of("TSUNAGI_IN_MEMORY", "perhaps"));
        assertComplaint("unknown key: dificulty", "8000 --config " + file(temp, "dificulty=1"), NO_ENVIRONMENT);
        assertComplaint("max-peers in ", "8000 --config " + file(temp, "max-peers=x"), NO_ENVIRONMENT);
    }

    @Test
    void aFileOfAnotherEditorIsRead(@TempDir Path temp) throws Exception {
        String text = "\uFEFFlisten=7001\r\n# a comment \\\\\r\n\r\ndata-dir = /a\\\r\n   /b\r\nconnect: a:1, b:2\r\n";
        NodeSettings settings = settings("--config " + file(temp, text), NO_ENVIRONMENT);
        assertEquals(7001, settings.port());
        assertEquals(new InDirectory(Path.of("/a/b")), settings.storage());
        assertEquals(List.of(new PeerAddress("a", 1), new PeerAddress("b", 2)), settings.peers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    listen=1\\nmax-peers=2\\nlisten=1     | gives listen twice, in lines 1 and 3
                    \\ndata-dir=/a\\\\\\n/b\\ndata-dir /c   | gives data-dir twice, in lines 2 and 4
                    data-dir=                           | line 1 has an empty value
                    # first\\ndata-dir                    | line 2 has an empty value
                    http-token=\\u0020                   | line 1 has an empty value
                    data-dir=a\\\\u0000b                  | line 1 is not a path: "a\\u0000b"
                    data-dri=a                          | unknown key: data-dri, in line 1; did you mean data-dir?
                    data-dir=\\\\users\\\\u                | wrong escape
                    """)
    void aFileThatIsNotMeantSoIsRefused(String text, String says, @TempDir Path temp) throws Exception {
        String written = text.replace("\\\\", "\u0001")
                .replace("\\n", "\n")
                .replace("\\u0020", " ")
                .replace("\u0001", "\\");
        assertComplaint(says, "8000 --config " + file(temp, written), NO_ENVIRONMENT);
    }

    @Test
    void aFileWithoutAnEndIsRefused() {
        assertComplaint("is longer than 65536 bytes", "8000 --config /dev/zero", NO_ENVIRONMENT);
    }

    @Test
    void aFileThatIsNotUtf8IsRefused(@TempDir Path temp) throws Exception {
        Path file = Files.write(temp.resolve("latin-1"), new byte[] {'d', '=', (byte) 0xe9});
        assertComplaint("is not UTF-8", "8000 --config " + file, NO_ENVIRONMENT);
    }

    @Test
    void anEmptyVariableIsNotSet() throws UsageException {
        Map<String, String> environment = Map.of("TSUNAGI_DATA_DIR", "", "TSUNAGI_CONFIG", " ", "HOME", "/h");
        assertEquals(
                new InDirectory(Path.of("/h/.local/share/tsunagi/8000")),
                settings("8000", environment).storage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /x     | /h  | /x/tsunagi/8000
                    rel    | /h  | /h/.local/share/tsunagi/8000
                    ''     | /h  | /h/.local/share/tsunagi/8000
                    """)
    void theDataHomeIsThatOfTheEnvironment(String xdg, String home, Path expected) throws UsageException {
        Map<String, String> environment = Map.of("XDG_DATA_HOME", xdg, "HOME", home);
        assertEquals(new InDirectory(expected), settings("8000", environment).storage());
    }

    private static void assertComplaint(String says, String line, Map<String, String> environment) {
        String message = complaint(line, environment);
        assertTrue(message.contains(says), message);
    }

    private static Path file(Path directory, String text) throws IOException {
        return Files.writeString(directory.resolve("tsunagi.conf"), text);
    }
}
