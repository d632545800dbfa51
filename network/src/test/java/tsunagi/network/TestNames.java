package tsunagi.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Adds names with several addresses to those of the system, for all tests of this module.
public final class TestNames extends InetAddressResolverProvider {
    /// Names under `.test`, which no name server has (RFC 6761).
    private static final Map<String, List<String>> NAMES = Map.of(
            "two.test", List.of("127.0.0.2", "127.0.0.3"),
            "both.test", List.of("127.0.0.1", "::1"),
            "many.test", List.of("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7"));

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                List<String> addresses = NAMES.get(host);
                return addresses == null
                        ? system.lookupByName(host, policy)
                        : addresses.stream().map(InetAddress::ofLiteral);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of tests";
    }
}
