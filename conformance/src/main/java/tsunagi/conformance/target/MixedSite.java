package tsunagi.conformance.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sites of several implementations in one network. Their nodes meet on the player's links.
public final class MixedSite implements Site {
    /// Opens the site of one implementation.
    public interface Opener {
        Site open(Target target) throws IOException;
    }

    private final Map<String, Target.Member> places;
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Map<InetSocketAddress, Site> owners = new HashMap<>();

    private MixedSite(Map<String, Target.Member> places) {
        this.places = places;
    }

    /// Opens a site for each implementation that has a place.
    public static MixedSite open(Target.Mixed mixed, Opener opener) throws IOException {
        MixedSite site = new MixedSite(mixed.places());
        try {
            for (Target.Member member : mixed.members()) {
                site.sites.put(member.name(), opener.open(member.target()));
            }
            return site;
        } catch (IOException e) {
            site.close();
            throw e;
        }
    }

    @Override
    public InetSocketAddress place(String node) throws IOException {
        Target.Member member = places.get(node);
        Site site = member == null ? null : sites.get(member.name());
        if (site == null) throw new IOException("no implementation was given the place of " + node);
        InetSocketAddress place = site.place(node);
        owners.put(place, site);
        return place;
    }

    /// A container does not reach the loopback interface, but processes reach the
    /// address that containers do.
    @Override
    public InetAddress player() {
        InetAddress found = InetAddress.getLoopbackAddress();
        for (Site site : sites.values()) {
            if (!site.player().isLoopbackAddress()) found = site.player();
        }
        return found;
    }

    @Override
    public @Nullable RunningNode start(InetSocketAddress place, List<String> peers, Path data) throws IOException {
        Site owner = owners.get(place);
        if (owner == null) throw new IOException("nobody lives at " + place);
        return owner.start(place, peers, data);
    }

    /// Closes all, also after one that fails.
    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Site site : sites.values()) {
            try {
                site.close();
            } catch (IOException e) {
                if (first == null) first = e;
            }
        }
        if (first != null) throw first;
    }
}
