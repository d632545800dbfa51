package tsunagi.conformance.target;

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

    /// All of a stretch and more, though nobody listens at any of them yet.
    @Test
    void a_port_is_not_given_again_to_another_while_its_node_may_still_be_starting() throws IOException {
        Ports ports = new Ports();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 450; i++) assertTrue(seen.add(ports.take()));
    }
}
