package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTerminalTest {
    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, false",
        "/dev/tty1, false",
        "/dev/tty, false",
        "/dev/ttyS0, true",
        "/dev/ttyAMA0, true",
        "/dev/ttyUSB1, true",
        "/dev/hvc0, true",
        "'', false",
    })
    void aSerialLineIsKnownByItsName(String terminal, boolean serial) {
        assertEquals(serial, OperatorTerminal.isSerialLine(terminal));
    }
}
