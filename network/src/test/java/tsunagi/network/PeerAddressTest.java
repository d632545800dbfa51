package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        "[::1]:8000, ::1, 8000",
        "[::ffff:127.0.0.1]:8000, ::ffff:127.0.0.1, 8000",
        "[fe80::1%eth0]:8000, fe80::1%eth0, 8000",
        "example.org.:8000, example.org., 8000",
        "my_host-1:8000, my_host-1, 8000",
        "3com.example:8000, 3com.example, 8000",
        "0.0.0.0:8000, 0.0.0.0, 8000"
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
                "host:٨",
                "8000:1",
                "8100:8100",
                "٨٠٠٠:1",
                "1.2.3:8000",
                "127.1:8000",
                "0x7f.1:8000",
                "0x7f000001:8000",
                "0X7F.0.0.1:8000",
                "010.0.0.1:8000",
                "127.0.0.1.:8000",
                "127.0.0.256:8000",
                "127.0.0.1.1:8000",
                "example.1:8000",
                "１２７.0.0.1:8000",
                "a..b:8000",
                ".a:8000",
                ".:8000",
                "a b:8000",
                "a\tb:8000",
                "a\u0000b:8000",
                "http://a:8000",
                "user@a:8000",
                "a/b:8000",
                "a%eth0:8000",
                "[a]:8000",
                "[127.0.0.1]:8000",
                "[::1:8000",
                "::1]:8000",
                "[::1]]:8000",
                "[[::1]]:8000",
                "[:::1]:8000",
                "[::1%]:8000",
                "[::1%a b]:8000",
                "[::12345]:8000",
                "[::1]",
                "[::1]:0",
                "[ ::1]:8000"
            })
    void whatIsNeither(String text) {
        assertEquals(Optional.empty(), PeerAddress.parse(text));
    }

    @Test
    void aNameIsTheSameInEitherCase() {
        assertEquals(PeerAddress.parse("localhost:1"), PeerAddress.parse("LocalHOST:1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    8100:8100      | did you mean localhost:8100, or two arguments, 8100 localhost:8100?
                    8000:1         | did you mean localhost:1, or two arguments, 8000 localhost:1?
                    8001           | did you mean localhost:8001?
                    ''             | the entry is empty
                    ' '            | the entry is empty
                    :8001          | did you mean localhost:8001?
                    example.org    | the port is missing; add it, such as example.org:8000
                    host:0         | the port is not a number from 1 to 65535
                    127.1:8000     | an IPv4 address is four decimal numbers
                    0x7f.1:8000    | an IPv4 address is four decimal numbers
                    ::1:8000       | did you mean [::1]:8000?
                    2001:db8::1:1  | did you mean [2001:db8::1]:1?
                    http://a:8000  | the host is no name or address
                    """)
    void theAdviceNamesTheLikelyMeaning(String text, String says) {
        String advice = PeerAddress.advice(text);
        assertTrue(advice.contains(says), advice);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "::1, ::1",
        "::, ::",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80::10:200, fe80::10:200",
        "2001:db8:100::, 2001:db8:100::",
        "10:0:0:0:0:0:0:10, 10::10"
    })
    void anAddressIsShownAsPeopleWriteIt(String address, String text) {
        assertEquals(text, PeerAddress.text(InetAddress.ofLiteral(address)));
    }
}
