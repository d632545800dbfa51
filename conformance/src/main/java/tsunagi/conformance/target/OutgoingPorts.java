package tsunagi.conformance.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ports that a system gives to outgoing connections.
///
/// @param first of them
/// @param last  of them
record OutgoingPorts(int first, int last) {
    private static final Path LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,5})\\s+(\\d{1,5})\\s*");

    /// The default of Linux, and more than other systems have.
    static final OutgoingPorts USUAL = new OutgoingPorts(32_768, 65_535);

    /// Where the system does not say, the usual ones.
    static OutgoingPorts ofThisSystem() {
        // Linux gives out such a file at one reading, or not whole.
        try (BufferedReader reader = Files.newBufferedReader(LINUX)) {
            return read(reader.readLine());
        } catch (IOException e) {
            return USUAL;
        }
    }

    /// Two numbers, as Linux writes them; the usual ones if it is anything else.
    static OutgoingPorts read(@Nullable String line) {
        Matcher numbers = RANGE.matcher(line == null ? "" : line);
        if (!numbers.matches()) return USUAL;
        return new OutgoingPorts(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    }

    /// Whether one of these ports is among them.
    boolean meets(int from, int to) {
        return from <= last && to >= first;
    }
}
