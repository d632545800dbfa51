package tsunagi.app.http;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Counts the requests of each address: a bucket that holds so many and fills again with time.
final class RequestRate {
    private static final long NANOS_PER_REQUEST = TimeUnit.SECONDS.toNanos(1) / HttpLimits.REQUESTS_PER_SECOND;
    private static final long FULL_NANOS = NANOS_PER_REQUEST * HttpLimits.REQUESTS_AT_ONCE;

    /// When each address's bucket will be, or was, full again.
    private final Map<InetAddress, Long> fullAt = new LinkedHashMap<>();

    /// @param now nanoseconds of a monotonic clock
    synchronized boolean allows(InetAddress address, long now) {
        Long known = fullAt.remove(address);
        long full = known == null || known - now < 0 ? now : known;
        boolean allowed = full - now + NANOS_PER_REQUEST <= FULL_NANOS;
        fullAt.put(address, allowed ? full + NANOS_PER_REQUEST : full);
        if (fullAt.size() > HttpLimits.MAX_ADDRESSES) {
            fullAt.remove(fullAt.keySet().iterator().next());
        }
        return allowed;
    }
}
