package tsunagi.conformance.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/// The container engine of this machine, found the way Testcontainers finds it.
/// One for the whole program.
///
/// Whatever is made here carries the label of this run and is removed when the program ends,
/// however it is asked to end. The reaper that Testcontainers starts for that is an image of its
/// own to pull, so it is done without.
final class Engine {
    /// On each container, network and volume; its value identifies the run.
    static final String LABEL = "tsunagi.judge";

    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final DockerClient client;
    private final AtomicInteger made = new AtomicInteger();
    /// Making holds the one side, the end of the program the other: nothing
    /// is made behind its back.
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private boolean closed;

    private Engine(DockerClient client) {
        this.client = client;
    }

    private static final class Shared {
        static final Engine ENGINE = found();

        private static Engine found() {
            DockerClient client = DockerClientProviderStrategy.getClientForConfig(
                    DockerClientFactory.instance().getTransportConfig());
            Engine engine = new Engine(client);
            Runtime.getRuntime().addShutdownHook(new Thread(engine::removeAll, "containers-away"));
            return engine;
        }
    }

    /// @throws IOException if none answers
    static Engine shared() throws IOException {
        try {
            return Shared.ENGINE;
        } catch (ExceptionInInitializerError | NoClassDefFoundError | IllegalStateException e) {
            throw new IOException("no container engine answers; is Docker running, and may this user use it?", e);
        }
    }

    /// Something that is asked of the engine.
    interface Request<T> {
        T send(DockerClient client);
    }

    /// Asks for something that leaves nothing behind.
    <T> T ask(Request<T> request) throws IOException {
        try {
            return request.send(client);
        } catch (DockerException e) {
            throw new IOException("the container engine says: " + said(e), e);
        } catch (RuntimeException e) {
            throw new IOException("the container engine does not answer: " + e.getMessage(), e);
        }
    }

    /// Asks for the removal of something that may be gone already.
    void remove(Request<?> request) throws IOException {
        try {
            ask(request);
        } catch (IOException e) {
            if (!(e.getCause() instanceof NotFoundException)) throw e;
        }
    }

    /// Asks for something that has to be removed again.
    <T> T make(Request<T> request) throws IOException {
        open.readLock().lock();
        try {
            if (closed) throw new IOException("the program is ending");
            return ask(request);
        } finally {
            open.readLock().unlock();
        }
    }

    private static String said(DockerException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^Status \\d+: ", "").strip();
    }

    Map<String, String> labels() {
        return Map.of(LABEL, RUN);
    }

    /// A name that nothing else has.
    String newName() {
        return "tsunagi-judge-" + RUN + "-" + made.incrementAndGet();
    }

    private void removeAll() {
        open.writeLock().lock();
        try {
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
        List<String> mine = List.of(LABEL + "=" + RUN);
        client.listContainersCmd().withShowAll(true).withLabelFilter(mine).exec().parallelStream()
                .forEach(one -> quietly(() -> client.removeContainerCmd(one.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec()));
        client.listNetworksCmd()
                .withFilter("label", mine)
                .exec()
                .forEach(one ->
                        quietly(() -> client.removeNetworkCmd(one.getId()).exec()));
        client.listVolumesCmd()
                .withFilter("label", mine)
                .exec()
                .getVolumes()
                .forEach(one ->
                        quietly(() -> client.removeVolumeCmd(one.getName()).exec()));
    }

    /// Removes something that may be gone already, or be on its way.
    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (DockerException e) {
            // Somebody else was first.
        }
    }
}
