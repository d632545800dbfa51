package tsunagi.conformance.container;

import com.github.dockerjava.api.command.CreateNetworkResponse;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.Placeholders;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Site;
import tsunagi.conformance.target.Target;

/// A network of its own for the containers of one scenario. They do not reach each other on it,
/// only the player, who has its links at the gateway's address.
public final class ContainerSite implements Site {
    /// Every container has an address of its own, so all nodes can have the same port.
    private static final int PORT = 8000;

    /// Where a node's volume is, and what `{data}` stands for.
    private static final String DATA = "/data";

    private static final int MAX_TRIES = 20;

    /// The engine picks a network that is free; only then can it be asked for by name,
    /// which static addresses need.
    private static final Object PICKING = new Object();

    private final Engine engine;
    private final Target.Image image;
    private final String network;
    private final InetAddress gateway;
    /// By the node's address: its data outlives its containers.
    private final Map<InetAddress, String> volumes = new HashMap<>();
    private int places;

    private ContainerSite(Engine engine, Target.Image image, String network, InetAddress gateway) {
        this.engine = engine;
        this.image = image;
        this.network = network;
        this.gateway = gateway;
    }

    /// Makes the network of one scenario.
    ///
    /// @throws IOException if there is no engine, or none on this machine
    public static ContainerSite open(Target.Image image) throws IOException {
        Engine engine = Engine.shared();
        synchronized (PICKING) {
            for (int tries = 1; ; tries++) {
                try {
                    return onFreeNetwork(engine, image);
                } catch (IOException e) {
                    // Another program took the network that was free a moment ago.
                    if (tries == MAX_TRIES || !String.valueOf(e.getMessage()).contains("overlap")) throw e;
                }
            }
        }
    }

    private static ContainerSite onFreeNetwork(Engine engine, Target.Image image) throws IOException {
        String name = engine.newName();
        String trial = create(engine, name, null);
        Network.Ipam.Config free = engine.ask(client ->
                        client.inspectNetworkCmd().withNetworkId(trial).exec())
                .getIpam()
                .getConfig()
                .getFirst();
        remove(engine, trial);
        String network = create(engine, name, free.getSubnet());
        InetAddress gateway = InetAddress.ofLiteral(free.getGateway());
        if (NetworkInterface.getByInetAddress(gateway) == null) {
            remove(engine, network);
            throw new IOException("the container engine runs on another machine, or in a virtual one; "
                    + "its networks are not reached from here");
        }
        return new ContainerSite(engine, image, network, gateway);
    }

    private static String create(Engine engine, String name, @Nullable String subnet) throws IOException {
        CreateNetworkResponse made = engine.make(client -> {
            Network.Ipam ipam = new Network.Ipam();
            if (subnet != null) ipam = ipam.withConfig(new Network.Ipam.Config().withSubnet(subnet));
            return client.createNetworkCmd()
                    .withName(name)
                    .withLabels(engine.labels())
                    .withOptions(Map.of("com.docker.network.bridge.enable_icc", "false"))
                    .withIpam(ipam)
                    .exec();
        });
        return made.getId();
    }

    private static void remove(Engine engine, String network) throws IOException {
        engine.remove(client -> client.removeNetworkCmd(network).exec());
    }

    /// The gateway has the network's first address.
    @Override
    public InetSocketAddress place(String node) throws IOException {
        byte[] address = gateway.getAddress();
        places++;
        address[address.length - 1] += (byte) places;
        return new InetSocketAddress(InetAddress.getByAddress(address), PORT);
    }

    @Override
    public InetAddress player() {
        return gateway;
    }

    @Override
    public RunningNode start(InetSocketAddress place, List<String> peers, Path data) throws IOException {
        List<String> words = Placeholders.fill(image.words(), PORT, peers, DATA);
        return ContainerNode.start(
                engine,
                new ContainerNode.Wanted(image.name(), words, network, place.getAddress(), volume(place), DATA));
    }

    private String volume(InetSocketAddress place) throws IOException {
        String known = volumes.get(place.getAddress());
        if (known != null) return known;
        String name = engine.newName();
        engine.make(client -> client.createVolumeCmd()
                .withName(name)
                .withLabels(engine.labels())
                .exec());
        volumes.put(place.getAddress(), name);
        return name;
    }

    /// The containers must be gone.
    @Override
    public void close() throws IOException {
        for (String volume : volumes.values()) {
            engine.remove(client -> client.removeVolumeCmd(volume).exec());
        }
        remove(engine, network);
    }
}
