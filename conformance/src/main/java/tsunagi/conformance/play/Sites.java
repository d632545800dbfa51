package tsunagi.conformance.play;

import java.io.IOException;
import tsunagi.conformance.container.ContainerSite;
import tsunagi.conformance.target.ElsewhereSite;
import tsunagi.conformance.target.LocalSite;
import tsunagi.conformance.target.MixedSite;
import tsunagi.conformance.target.NodeProcess;
import tsunagi.conformance.target.Site;
import tsunagi.conformance.target.Target;

/// Finds the site that a target's nodes live on. Nothing of the container engine is
/// loaded for any other target.
final class Sites {
    static Site open(Target target) throws IOException {
        return switch (target) {
            case Target.Address running -> new ElsewhereSite(running.address());
            case Target.Embedded embedded -> new LocalSite(embedded.starter());
            case Target.Command command ->
                new LocalSite((port, peers, data) -> NodeProcess.start(command, port, peers, data));
            case Target.Image image -> ContainerSite.open(image);
            case Target.Mixed mixed -> MixedSite.open(mixed, Sites::open);
        };
    }

    private Sites() {}
}
