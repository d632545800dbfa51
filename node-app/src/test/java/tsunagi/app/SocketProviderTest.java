package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.spi.SelectorProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SocketProviderTest {
    /// The platform's choice is made once for the whole process, here before anybody chooses.
    @Test
    void choosesTheProviderThatThePlatformTakesByItself() {
        String byItself = SelectorProvider.provider().getClass().getName();

        SocketProvider.choose();

        assertEquals(byItself, System.getProperty("java.nio.channels.spi.SelectorProvider"));
    }
}
