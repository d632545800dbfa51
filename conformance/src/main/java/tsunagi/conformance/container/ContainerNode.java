package tsunagi.conformance.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.Netem;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Tail;
import tsunagi.conformance.wire.Octets;

/// A node that runs as a container. Used by one thread.
final class ContainerNode implements RunningNode {
    /// What 128 and the number of SIGKILL make.
    private static final int KILLED = 137;

    private static final long ATTACH_SECONDS = 10;
    private static final int MAX_FREEZES = 20;
    private static final long FREEZE_AGAIN_NANOS = 200_000_000;
    private static final Duration KILL = Duration.ofSeconds(10);

    /// What a container is made of.
    ///
    /// @param words  that follow the image's entry point
    /// @param volume its name
    /// @param data   where the volume is in the container
    record Wanted(String image, List<String> words, String network, InetAddress address, String volume, String data) {}

    private final Engine engine;
    private final String id;
    private final Tail words = new Tail();
    private final StandardInput input = new StandardInput();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable String ended;
    private OptionalInt endStatus = OptionalInt.empty();
    private boolean byOthers;
    private boolean paused;

    private ContainerNode(Engine engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /// Starts it; it may not be ready yet, or ever.
    static ContainerNode start(Engine engine, Wanted wanted) throws IOException {
        String id = engine.make(client -> client.createContainerCmd(wanted.image())
                        .withName(engine.newName())
                        .withLabels(engine.labels())
                        .withCmd(wanted.words())
                        .withStdinOpen(true)
                        .withStdInOnce(true)
                        .withAttachStdin(true)
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .withIpv4Address(wanted.address().getHostAddress())
                        .withHostConfig(HostConfig.newHostConfig()
                                .withNetworkMode(wanted.network())
                                .withBinds(new Bind(wanted.volume(), new Volume(wanted.data()))))
                        .exec())
                .getId();
        ContainerNode node = new ContainerNode(engine, id);
        try {
            node.attach();
            engine.ask(client -> client.startContainerCmd(id).exec());
            node.awaitEndAside();
        } catch (IOException e) {
            node.kill();
            throw e;
        }
        return node;
    }

    private void attach() throws IOException {
        ResultCallback.Adapter<Frame> outputs = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                words.add(frame.getPayload(), frame.getPayload().length);
            }
        };
        engine.ask(client -> client.attachContainerCmd(id)
                .withStdIn(input)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(outputs));
        try {
            if (!outputs.awaitStarted(ATTACH_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the container engine does not let itself be attached to a container");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// One question that the engine answers when the container ends is cheaper
    /// than one after each step.
    private void awaitEndAside() throws IOException {
        engine.ask(client -> client.waitContainerCmd(id).exec(new ResultCallback.Adapter<WaitResponse>() {
            @Override
            public void onComplete() {
                over.countDown();
            }

            @Override
            public void onError(Throwable fault) {
                over.countDown();
            }
        }));
    }

    @Override
    public void console(Octets text) throws IOException {
        input.add(text.toArray());
    }

    @Override
    public void endConsole() {
        input.end();
    }

    @Override
    public @Nullable String ended() {
        if (ended == null && over.getCount() == 0) inspect();
        return ended;
    }

    private void inspect() {
        try {
            ContainerState state =
                    engine.ask(client -> client.inspectContainerCmd(id).exec()).getState();
            if (Boolean.TRUE.equals(state.getRunning())) return;
            Long status = state.getExitCodeLong();
            boolean outOfMemory = Boolean.TRUE.equals(state.getOOMKilled());
            byOthers = status != null && status == KILLED && !outOfMemory;
            if (status != null) endStatus = OptionalInt.of(status.intValue());
            ended = outOfMemory ? "it ran out of memory" : "it ended with status " + status;
        } catch (IOException e) {
            byOthers = true;
            ended = e.getCause() instanceof NotFoundException ? "its container is gone" : e.getMessage();
        }
    }

    @Override
    public OptionalInt endStatus() {
        return endStatus;
    }

    @Override
    public boolean endedFromOutside() {
        return byOthers;
    }

    @Override
    public String words() {
        return words.text();
    }

    @Override
    public boolean stop(Duration within) {
        try {
            engine.ask(
                    client -> client.killContainerCmd(id).withSignal("SIGTERM").exec());
        } catch (IOException e) {
            return ended() != null;
        }
        if (!awaitEnd(within)) return false;
        // Its volume is to be had by the container that comes after it.
        inspect();
        remove();
        return true;
    }

    /// Ends it and removes its container; its volume stays.
    @Override
    public void kill() {
        input.end();
        remove();
        awaitEnd(KILL);
        if (ended == null) ended = "it was ended";
    }

    private void remove() {
        try {
            engine.remove(client -> client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (IOException e) {
            // It is tried again when the program ends.
        }
    }

    private boolean awaitEnd(Duration within) {
        try {
            return over.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void pause(boolean yes) throws IOException {
        if (yes == paused) return;
        if (yes) freeze();
        else engine.ask(client -> client.unpauseContainerCmd(id).exec());
        paused = yes;
    }

    /// Freezing fails now and then where a busy machine has control groups of version
    /// 1; nothing is frozen then.
    private void freeze() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                engine.ask(client -> client.pauseContainerCmd(id).exec());
                return;
            } catch (IOException e) {
                boolean again = String.valueOf(e.getMessage()).contains("unable to freeze");
                if (!again || tries == MAX_FREEZES) throw e;
                LockSupport.parkNanos(FREEZE_AGAIN_NANOS);
            }
        }
    }

    @Override
    public void netem(Duration delay, int lossPercent) throws IOException {
        Long pid = engine.ask(client -> client.inspectContainerCmd(id).exec())
                .getState()
                .getPidLong();
        if (pid == null) throw new IOException("the container has no process");
        Netem.apply(pid, delay, lossPercent);
    }
}
