package tsunagi.network.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bans that there are: each ends by itself, and the oldest goes when there are too many,
/// for a list without a bound would be an attack of its own.
public final class Bans {
    private final int most;
    private final Map<String, Ban> byAddress = new LinkedHashMap<>();

    Bans(int most) {
        this.most = most;
    }

    void add(Ban ban) {
        byAddress.remove(ban.address());
        byAddress.put(ban.address(), ban);
        if (byAddress.size() > most) lift(byAddress.keySet().iterator().next());
    }

    /// The ban on this address, if there is one.
    public Optional<Ban> on(String address, long now) {
        Ban ban = byAddress.get(address);
        if (ban == null) return Optional.empty();
        if (now - ban.until() < 0) return Optional.of(ban);
        lift(address);
        return Optional.empty();
    }

    /// All that are in force, oldest first.
    public List<Ban> all(long now) {
        byAddress.values().removeIf(ban -> now - ban.until() >= 0);
        return List.copyOf(byAddress.values());
    }

    /// Ends a ban before its time.
    ///
    /// @return whether there was one
    public boolean lift(String address) {
        return byAddress.remove(address) != null;
    }
}
