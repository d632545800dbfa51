package tsunagi.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tsunagi.app.SettingSources.Setting;
import tsunagi.app.http.HttpOptions;
import tsunagi.network.PeerAddress;

/// Reads the addresses among the settings: peers, where to serve HTTP, and URLs.
final class Addresses {
    private final SettingSources sources;
    private final boolean connectFlag;

    /// @param connectFlag whether the command line has `--connect`
    Addresses(SettingSources sources, boolean connectFlag) {
        this.sources = sources;
        this.connectFlag = connectFlag;
    }

    Optional<HttpOptions> http() throws UsageException {
        Optional<Setting> setting = sources.find(Flag.HTTP);
        Optional<Setting> token = sources.find(Flag.HTTP_TOKEN);
        if (token.isPresent() && !token.get().value().matches("[!-~]{" + Flag.MIN_TOKEN + "," + Flag.MAX_TOKEN + "}")) {
            throw new UsageException(token.get().place() + " is not " + Flag.MIN_TOKEN + " to " + Flag.MAX_TOKEN
                    + " characters of ASCII without spaces");
        }
        Optional<URI> origin = origin();
        if (setting.isEmpty()) return Optional.empty();
        String value = setting.get().value();
        int colon = value.lastIndexOf(':');
        String host = colon < 0
                ? HttpOptions.LOOPBACK
                : PeerAddress.host(value.substring(0, colon))
                        .orElseThrow(() -> new UsageException(setting.get().place() + " is not [host:]port: "
                                + Arguments.quoted(value) + "; the host is a name, four numbers, or IPv6 in brackets"));
        Setting port =
                new Setting(List.of(value.substring(colon + 1)), setting.get().place());
        return Optional.of(
                new HttpOptions(host, Arguments.integer(port, Flag.HTTP.range()), token.map(Setting::value), origin));
    }

    private Optional<URI> origin() throws UsageException {
        Optional<URI> origin = web(Flag.HTTP_ORIGIN);
        if (origin.isPresent()) {
            URI url = origin.get();
            String bare = url.getScheme() + "://" + url.getAuthority();
            if (!bare.equals(url.toString()) || url.getUserInfo() != null) {
                throw new UsageException(
                        sources.find(Flag.HTTP_ORIGIN).orElseThrow().place()
                                + " is more than scheme, host and port; give "
                                + Arguments.quoted("https://node.example")
                                + " alone");
            }
        }
        return origin;
    }

    Optional<URI> web(Flag flag) throws UsageException {
        Optional<Setting> setting = sources.find(flag);
        if (setting.isEmpty()) return Optional.empty();
        String value = setting.get().value();
        try {
            URI url = new URI(value);
            boolean hasHost =
                    url.getHost() != null && PeerAddress.host(url.getHost()).isPresent();
            if (hasHost
                    && url.getPort() <= Flag.MAX_PORT
                    && List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // The complaint below is for any text that is no address.
        }
        throw new UsageException(
                setting.get().place() + " is not an http or https address: " + Arguments.quoted(value));
    }

    /// Those that stand on the command line, and those of the strongest `connect`. What the command
    /// line names takes the place of what weaker sources name.
    ///
    /// @param words what is no flag, with or without the port to listen at in front
    List<PeerAddress> peers(List<String> words) throws UsageException {
        boolean portFirst = !words.isEmpty() && !words.getFirst().contains(":");
        List<PeerAddress> peers = new ArrayList<>();
        for (String word : words.subList(portFirst ? 1 : 0, words.size())) peers.addAll(list(word, "<host:port>"));
        Optional<Setting> connect = peers.isEmpty() || connectFlag ? sources.find(Flag.CONNECT) : Optional.empty();
        if (connect.isPresent()) {
            for (String value : connect.get().values())
                peers.addAll(list(value, connect.get().place()));
        }
        return peers.stream().distinct().toList();
    }

    /// Reads one peer, or several with commas or blanks between them.
    static List<PeerAddress> list(String value, String place) throws UsageException {
        List<PeerAddress> peers = new ArrayList<>();
        for (String word : value.split("[,\\s]+", -1)) peers.add(peer(word, place));
        return peers;
    }

    private static PeerAddress peer(String word, String place) throws UsageException {
        return PeerAddress.parse(word)
                .orElseThrow(() -> new UsageException(
                        place + " is not host:port: " + Arguments.quoted(word) + "; " + PeerAddress.advice(word)));
    }
}
