package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What may be dialled (section 6).
class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "example.org:8000, example.org, 8000",
        "127.0.0.1:1, 127.0.0.1, 1",
        "localhost:65535, localhost, 65535",
        "[::1]:8000, ::1, 8000"
    })
    void hostAndPort(String text, String host, int port) {
        assertEquals(Optional.of(new PeerAddress(host, port)), PeerAddress.parse(text));
        assertEquals(text, new PeerAddress(host, port).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":8000",
                "host",
                "host:",
                "host:0",
                "host:65536",
                "host:-1",
                "host:+1",
                "host:8000x",
                "host: 8000",
                "::1:8000",
                "[]:8000",
                " :8000",
                "host:999999",
                "host:٨"
            })
    void whatIsNeither(String text) {
        assertEquals(Optional.empty(), PeerAddress.parse(text));
    }
}
