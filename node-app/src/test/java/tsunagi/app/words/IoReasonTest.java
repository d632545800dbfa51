package tsunagi.app.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No log line has the name of a class in place of a reason.
class IoReasonTest {
    private static Stream<Arguments> failures() {
        IOException unresolved = new ConnectException();
        unresolved.initCause(new UnresolvedAddressException());
        return Stream.of(
                Arguments.of(new IOException("it answered 404"), "it answered 404"),
                Arguments.of(new HttpTimeoutException("request timed out"), "request timed out"),
                Arguments.of(new ConnectException(), "connection refused"),
                Arguments.of(unresolved, "no such host"),
                Arguments.of(new UnknownHostException(), "no such host"),
                Arguments.of(new ClosedChannelException(), "the connection was closed"),
                Arguments.of(new EOFException(), "the connection was closed"),
                Arguments.of(new NoRouteToHostException(), "no route to host"),
                Arguments.of(new SSLHandshakeException(""), "ssl handshake"),
                Arguments.of(new IOException(), "it failed without a reason"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasWords(IOException failure, String words) {
        assertEquals(words, IoReason.of(failure));
    }
}
