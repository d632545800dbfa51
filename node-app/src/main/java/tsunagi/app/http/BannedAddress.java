package tsunagi.app.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Reads the address of a ban. The node bans an IPv4 address, or the network of an IPv6
/// address: its first 64 bits.
final class BannedAddress {
    private static final int NETWORK_BYTES = 8;
    private static final String NETWORK_LENGTH = "/64";

    /// The address as the list of bans has it; nothing if the text is none.
    static Optional<String> of(String text) {
        if (text.matches("[0-9a-fA-F]{16}/64")) return Optional.of(text.toLowerCase(Locale.ROOT));
        String bare = text.matches("\\[[^\\[\\]]*:[^\\[\\]]*]") ? text.substring(1, text.length() - 1) : text;
        // Some programs read a number with leading zeros as an octal one.
        boolean four = bare.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
        if (!four && !(bare.contains(":") && bare.matches("[0-9a-fA-F:.]+"))) return Optional.empty();
        try {
            InetAddress address = InetAddress.ofLiteral(bare);
            return Optional.of(address instanceof Inet4Address ? address.getHostAddress() : network(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String network(InetAddress address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + NETWORK_LENGTH;
    }

    private BannedAddress() {}
}
