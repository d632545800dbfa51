package tsunagi.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 9110, 12.5.3 and 13.1.2.
class ConditionalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP | true",
                "br, gzip | true",
                "gzip;q=0.001 | true",
                "gzip; q=1.000 | true",
                "* | true",
                "br;q=1, *;q=0.5 | true",
                "'' | false",
                "br | false",
                "notgzip | false",
                "gzip;q=0 | false",
                "gzip;q=0.0, identity | false",
                "gzip;q=0, * | false",
                "*;q=0 | false",
                "gzip;q=2 | false",
                "gzip;quality=1 | false"
            })
    void gzipIsSentToThoseWhoTakeIt(String accepted, boolean packed) {
        assertEquals(packed, Conditional.takesGzip(accepted));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | true",
                "W/\"a\" | true",
                "\"b\", \"a\" | true",
                "\"b\",W/\"a\" | true",
                "* | true",
                "'' | false",
                "\"b\" | false",
                "a | false",
                "w/\"a\" | false"
            })
    void whatTheClientHasIsNotSentAgain(String header, boolean named) {
        assertEquals(named, Conditional.names(header, "\"a\""));
    }
}
