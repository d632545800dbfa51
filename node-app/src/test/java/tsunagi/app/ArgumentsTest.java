package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.app.CommandLines.complaint;
import static tsunagi.app.CommandLines.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.app.NodeSettings.InDirectory;
import tsunagi.app.NodeSettings.LogFormat;
import tsunagi.app.NodeSettings.LogLevel;
import tsunagi.app.http.HttpOptions;
import tsunagi.chain.ChainParameters;
import tsunagi.network.PeerAddress;

/// The command line of rule 6.
class ArgumentsTest {
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000 a:1 b:2",
                "--listen 8000 --connect a:1 --connect b:2",
                "--listen 8000 --connect a:1,b:2",
                "--listen 8000 a:1 b:2",
                "8000 a:1 --connect b:2",
                "8000 a:1,b:2",
                "--listen 8000 a:1,b:2,a:1",
                "8000 a:1 b:2 --connect a:1"
            })
    void bothFormsMayBeMixed(String line) throws UsageException {
        NodeSettings settings = settings(line, NO_ENVIRONMENT);
        assertEquals(8000, settings.port());
        assertEquals(List.of(new PeerAddress("a", 1), new PeerAddress("b", 2)), settings.peers());
    }

    @ParameterizedTest
    @CsvSource({"9000, 127.0.0.1, 9000", "0, 127.0.0.1, 0", "0.0.0.0:9000, 0.0.0.0, 9000", "[::1]:9000, ::1, 9000"})
    void httpIsOnLoopbackUnlessAHostIsGiven(String value, String host, int port) throws UsageException {
        NodeSettings settings = settings("8000 --http " + value, Map.of("TSUNAGI_HTTP_TOKEN", "from-the-environment"));
        assertEquals(
                Optional.of(new HttpOptions(host, port, Optional.of("from-the-environment"), Optional.empty())),
                settings.http());
        assertFalse(settings.toString().contains("from-the-environment"));
    }

    @Test
    void withoutTheFlagThereIsNoHttp() throws UsageException {
        assertEquals(
                Optional.empty(),
                settings("8000", Map.of("TSUNAGI_HTTP_TOKEN", "unused-as-it-is"))
                        .http());
    }

    @Test
    void defaultsAreThoseOfTheBooksNetwork() throws UsageException {
        NodeSettings settings = settings("8000", Map.of("XDG_DATA_HOME", "/data"));
        assertEquals(new InDirectory(Path.of("/data/tsunagi/8000")), settings.storage());
        assertEquals(2, settings.difficultyBytes());
        assertEquals(Runtime.getRuntime().availableProcessors(), settings.miningThreads());
        assertEquals(LogLevel.INFO, settings.log().level());
        assertEquals(LogFormat.TEXT, settings.log().format());
        assertEquals(List.of(), settings.peers());
    }

    @Test
    void withoutADataHomeTheDirectoryIsInTheUsersHome() throws UsageException {
        NodeSettings settings = settings("8000", NO_ENVIRONMENT);
        Path expected = Path.of(System.getProperty("user.home"), ".local", "share", "tsunagi", "8000");
        assertEquals(new InDirectory(expected), settings.storage());
    }

    @Test
    void ipv6AddressesStandInBrackets() throws UsageException {
        assertEquals(
                List.of(new PeerAddress("::1", 8001)),
                settings("8000 [::1]:8001", NO_ENVIRONMENT).peers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                             | no port to listen on
                    a:1                            | no port to listen on
                    99999                          | <port>
                    -1                             | unknown option: -1
                    x                              | <port>
                    0                              | port 0 has no directory
                    8000 nohost                    | <host:port> is not host:port: "nohost"
                    8000 h:0                       | "h:0"
                    8000 h:65536                   | "h:65536"
                    8000 ::1:8001                  | "::1:8001"
                    8000 [::1]                     | the port is missing; add it, such as [::1]:8000
                    8100 8100:8100                 | did you mean localhost:8100
                    8000:1                         | did you mean localhost:1, or two arguments, 8000 localhost:1?
                    8000 8001                      | did you mean localhost:8001?
                    8000 --connect a:1,8000:2      | did you mean localhost:2
                    8000 --connect a:1,            | --connect is not host:port: ""; the entry is empty
                    8000 ,                         | <host:port> is not host:port: ""; the entry is empty
                    8000 a:1,                      | <host:port> is not host:port: ""; the entry is empty
                    a:1,b                          | <host:port> is not host:port: "b"; the port is missing
                    8000 127.1:8000                | an IPv4 address is four decimal numbers
                    8000 a:٨                       | the port is not a number from 1 to 65535
                    +1                             | <port> is not a number
                    ٨٠٠٠                           | <port> is not a number
                    8000 --http 8000               | --http is the port to listen on, 8000
                    8000 --http [::1]:8000         | --http is the port to listen on, 8000
                    8000 --http 8000:9000          | --http is not [host:]port
                    8000 --http 127.1:9000         | --http is not [host:]port
                    8000 --http ::1:9000           | --http is not [host:]port
                    8000 --http a:٩                | --http is not a number
                    8000 --peers-url http://1234/x | --peers-url is not an http or https address
                    8000 --peers-url http://a:65536 | --peers-url is not an http or https address
                    8000 --http-origin https://127.1 | --http-origin is not an http or https address
                    8000 --connect h               | --connect is not host:port
                    8000 --listen 8001             | two ports to listen on
                    8000 --http x                  | --http is not a number
                    8000 --http 65536              | --http is not a number
                    8000 --http :9000              | --http is not [host:]port
                    8000 --http-origin https://a/b | --http-origin is more than scheme, host and port
                    8000 --http-origin node:1    | --http-origin is not an http or https address
                    8000 --http-token short        | --http-token is not 8 to 256 characters
                    8000 --peers-url peers.txt     | --peers-url is not an http or https address
                    8000 --peers-url file:///etc/x | --peers-url is not an http or https address
                    8000 --difficulty 9            | --difficulty is not a number from 0 to 8: "9"
                    8000 --difficulty two          | --difficulty
                    8000 --difficulty              | --difficulty needs a value
                    8000 --mining-threads 0        | --mining-threads
                    8000 --max-peers -5            | --max-peers
                    8000 --frob                    | unknown option: --frob
                    8000 --diff 1                  | unknown option: --diff; did you mean --difficulty?
                    8000 --datadir x               | did you mean --data-dir?
                    8000 --in-memori               | did you mean --in-memory?
                    8000 --in-memory --data-dir x  | exclude each other
                    8000 --log-level loud          | error, warn, info, debug, trace
                    8000 --log-format xml          | text, json
                    --verify x 8000                | --verify does not go with "8000"
                    --verify x --repair y          | --verify does not go with --repair
                    --repair x --data-dir y        | --repair does not go with --data-dir
                    --verify                       | --verify needs a value: DIR
                    --verify x --verify y          | --verify takes one directory at a time
                    8000 --config /nowhere/at/all  | there is no configuration file
                    """)
    void aWrongCommandLineIsOneSentenceThatSaysWhatAndWhere(String line, String says) {
        String message = complaint(line, NO_ENVIRONMENT);
        assertTrue(message.contains(says), message);
        assertEquals(1, message.lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data-dir", "config", "verify", "repair", "connect", "listen", "http", "http-token", "peers-url"
            })
    void anEmptyValueIsRefused(String flag) {
        for (String value : List.of("", " ")) {
            UsageException thrown = assertThrows(
                    UsageException.class, () -> Arguments.parse(List.of("8000", "--" + flag, value), NO_ENVIRONMENT));
            assertTrue(
                    String.valueOf(thrown.getMessage()).startsWith("--" + flag + " has an empty value"),
                    thrown::getMessage);
        }
    }

    /// No shell replaces it in a file, in a unit of systemd, or behind an equals sign.
    @ParameterizedTest
    @ValueSource(strings = {"data-dir", "config", "verify", "repair"})
    void aTildeIsNoPath(String flag) {
        for (String value : List.of("~", "~/chain")) {
            UsageException thrown = assertThrows(
                    UsageException.class,
                    () -> Arguments.parse(List.of("--" + flag + "=" + value), Map.of("TSUNAGI_LISTEN", "8000")));
            String message = String.valueOf(thrown.getMessage());
            assertTrue(message.startsWith("--" + flag + " begins with ~, which only a shell replaces"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-dir", "config", "verify", "repair"})
    void whatIsNoPathIsRefused(String flag) {
        UsageException thrown = assertThrows(
                UsageException.class,
                () -> Arguments.parse(List.of("--" + flag, "a\0b"), Map.of("TSUNAGI_LISTEN", "8000")));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains("--" + flag + " is not a path: \"a\\u0000b\""), message);
    }

    @Test
    void helpAndVersionWinOverWhateverElseIsThere() throws UsageException {
        assertInstanceOf(Command.ShowHelp.class, Arguments.parse(List.of("--help", "x"), NO_ENVIRONMENT));
        assertInstanceOf(Command.ShowHelp.class, Arguments.parse(List.of("-h"), NO_ENVIRONMENT));
        assertInstanceOf(Command.ShowVersion.class, Arguments.parse(List.of("--version"), NO_ENVIRONMENT));
    }

    @Test
    void aDirectoryIsVerifiedAndRepairedByTheRulesOfItsNetwork() throws UsageException {
        assertEquals(
                new Command.Verify(Path.of("x"), ChainParameters.book()),
                Arguments.parse(List.of("--verify", "x"), NO_ENVIRONMENT));
        assertEquals(
                new Command.Repair(Path.of("x"), ChainParameters.book().withDifficulty(1)),
                Arguments.parse(List.of("--repair", "x"), Map.of("TSUNAGI_DIFFICULTY", "1")));
    }
}
