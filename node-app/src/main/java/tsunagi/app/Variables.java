package tsunagi.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tsunagi.conformance.Similar;

/// Finds environment variables that look like settings and are none.
final class Variables {
    private static final String PREFIX = "TSUNAGI_";

    /// Those that are no flag's: for the file, the launcher, the scripts for containers, tests, and
    /// the mark that the conformance kit puts on its nodes.
    private static final List<String> OTHERS = List.of(
            "TSUNAGI_CONFIG",
            "TSUNAGI_JAVA_OPTIONS",
            "TSUNAGI_PRINT_JDK",
            "TSUNAGI_IMAGE",
            "TSUNAGI_BASE",
            "TSUNAGI_BUILDER",
            "TSUNAGI_REPOSITORY",
            "TSUNAGI_REQUIRE_BROWSER",
            "TSUNAGI_REQUIRE_PROMTOOL",
            "TSUNAGI_REQUIRE_DOCKER",
            "TSUNAGI_CONFORMANCE_NODE");

    /// Kubernetes and `docker --link` describe a service of the name `tsunagi` by such variables.
    private static final String OF_A_SERVICE =
            "TSUNAGI_((\\w+_)?SERVICE_(HOST|PORT\\w*)|(\\w+_)?PORT_[0-9]+_\\w+|NAME)";

    private static final String URL_OF_A_SERVICE = "(tcp|udp|sctp)://.*";

    /// A sentence for each variable that has no meaning.
    static List<String> complaints(Map<String, String> environment) {
        List<String> known = Stream.concat(Arrays.stream(Flag.values()).map(Flag::environmentVariable), OTHERS.stream())
                .toList();
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX) && !known.contains(entry.getKey()))
                .filter(entry -> !entry.getKey().matches(OF_A_SERVICE)
                        && !entry.getValue().matches(URL_OF_A_SERVICE))
                .map(Map.Entry::getKey)
                .sorted()
                .map(name ->
                        "the variable " + Arguments.shown(name) + " has no meaning" + Similar.question(name, known))
                .toList();
    }

    private Variables() {}
}
