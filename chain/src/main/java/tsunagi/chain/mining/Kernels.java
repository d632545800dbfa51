package tsunagi.chain.mining;

import java.util.ArrayList;
import java.util.List;

/// The kernels that there are in this JVM.
public final class Kernels {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /// The one that every other is measured by, and that mining begins with.
    public static Kernel digest() {
        return new DigestKernel();
    }

    /// Plain loops over arrays.
    public static Kernel arrays() {
        return new LaneKernel("arrays", ArrayLanes::new);
    }

    /// All of them, the plainest first. That with the Vector API is among them where its module is
    /// resolved (`--add-modules jdk.incubator.vector`).
    public static List<Kernel> all() {
        List<Kernel> kernels = new ArrayList<>(List.of(digest(), arrays()));
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
            kernels.add(new LaneKernel("vector", VectorLanes::new));
        }
        return List.copyOf(kernels);
    }

    private Kernels() {}
}
