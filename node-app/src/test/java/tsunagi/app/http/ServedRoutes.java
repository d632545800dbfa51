package tsunagi.app.http;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.helpers.NOPLogger;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.NameFollower;
import tsunagi.app.activity.NameIndex;
import tsunagi.app.activity.NodeMetrics;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Miner;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;

/// What the server serves next to the explorer's files, as `get /path`.
public final class ServedRoutes {
    public static Set<String> ofTheApi() throws Exception {
        ChainParameters parameters = ChainParameters.book();
        NodeMetrics metrics = new NodeMetrics();
        Activity activity = new Activity(InstantSource.system(), metrics);
        try (Miner miner = new Miner(1);
                Node node = Node.start(new NodeOptions(0, List.of()), Chain.inMemory(parameters), activity);
                NameFollower names = new NameFollower(
                        node.chain(), NameIndex.forThisHeap(), parameters.genesis(), NOPLogger.NOP_LOGGER)) {
            BlockProducer producer = new BlockProducer(node, miner, 1, InstantSource.system());
            var subject = new HttpFace.Subject(node, parameters, producer, activity, names, metrics, "test");
            Set<String> served = new TreeSet<>();
            for (Route route : new Routes(subject, false).all()) {
                boolean page = route.pattern().equals("/")
                        || Pages.FILES.contains(route.pattern().substring(1));
                if (!page) served.add(route.method().toLowerCase(Locale.ROOT) + " " + route.pattern());
            }
            return served;
        }
    }

    /// The codes of all refusals, as answers carry them.
    public static Set<String> codesOfProblems() {
        return Arrays.stream(ProblemCode.values())
                .map(ProblemCode::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ServedRoutes() {}
}
