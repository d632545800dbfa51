package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// As many judges as there are instances.
final class PortsTest {
    @Test
    void two_judges_never_get_the_same_port() throws IOException {
        Ports one = new Ports();
        Ports other = new Ports();
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            assertTrue(ports.add(one.take()));
            assertTrue(ports.add(other.take()));
        }
    }

    @Test
    void a_port_in_use_is_passed_over() throws IOException {
        Ports ports = new Ports();
        int first = ports.take();
        try (ServerSocket taken = new ServerSocket(first + 1)) {
            assertNotEquals(taken.getLocalPort(), ports.take());
        }
    }

    @Test
    void ports_come_again_only_after_all_the_others() throws IOException {
        Ports ports = new Ports();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) assertTrue(seen.add(ports.take()));
        assertFalse(seen.contains(ports.take()));
    }
}
