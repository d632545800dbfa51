package tsunagi.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.script.Template.AnyInt;
import tsunagi.conformance.script.Template.Fixed;
import tsunagi.conformance.wire.Octets;

class EnvironmentTest {
    /// `<int>` is a canonical integer from 0 to 2^63−1.
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "7, true",
        "999999999999999999, true",
        "9223372036854775807, true",
        "9223372036854775808, false",
        "9999999999999999999, false",
        "10000000000000000000, false",
        "00, false",
        "07, false",
        "-1, false",
        "+1, false",
        "1e5, false",
        "'', false"
    })
    void anIntIsCanonicalAndFits63Bits(String number, boolean matches) {
        Template template =
                new Template(List.of(new Fixed(Octets.utf8("PONG ")), new AnyInt(null), new Fixed(Octets.utf8("\n"))));
        assertEquals(matches, new Environment(Map.of()).matches(template, Octets.utf8("PONG " + number + "\n")));
    }
}
