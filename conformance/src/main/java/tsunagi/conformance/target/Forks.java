package tsunagi.conformance.target;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Starts processes, and closes sockets for good.
///
/// A process that is being started has, until its own program takes over, a copy of every
/// descriptor of this one: the JDK does not mark sockets to be closed by then. A socket that is
/// closed here in the meantime lives on there. A port at which nobody listens any more then takes
/// connections, for some milliseconds or as long as a busy machine needs, and resets them. So
/// starting and closing exclude each other.
public final class Forks {
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

    /// Nodes must not outlive a kit that is interrupted.
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    /// What an interrupted kit does when no node runs any more.
    private static final List<Runnable> AFTERWARDS = new CopyOnWriteArrayList<>();

    private static final int LAST_LOOKS = 100;
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    /// 0.5 s from the end of a node until the kit knows that somebody has ended both, also on a
    /// busy machine.
    private static final int MOMENTS = 50;

    /// Written under the lock.
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            endAll();
            AFTERWARDS.forEach(Runnable::run);
        }));
    }

    /// Starts a process, which has nothing of this program's but its own three
    /// streams once this returns.
    static Process start(ProcessBuilder builder) throws IOException {
        LOCK.readLock().lock();
        try {
            if (ending) throw new IOException("the kit is ending");
            Process process = builder.start();
            RUNNING.removeIf(earlier -> !earlier.isAlive());
            RUNNING.add(process);
            return process;
        } finally {
            LOCK.readLock().unlock();
        }
    }

    /// Closes a socket so that it is closed when this returns, also for the
    /// process at its other end.
    public static void close(Closeable socket) throws IOException {
        LOCK.writeLock().lock();
        try {
            socket.close();
        } finally {
            LOCK.writeLock().unlock();
        }
    }

    /// Whether somebody has ended the kit, with Ctrl-C for example. All nodes end then, so what is
    /// seen of one from now on shows nothing.
    public static boolean areEnding() {
        return ending;
    }

    /// Waits a moment for an interruption, after a node has ended by itself or did not start.
    /// Ctrl-C reaches nodes and kit at once, and the kit may notice the nodes' end before its own.
    public static void awaitEnding() {
        for (int i = 0; i < MOMENTS && !ending; i++) LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }

    /// What a task returns; nothing if the kit ends before it does. An interrupted run does not wait
    /// for what waits itself, or takes long.
    public static <T> Optional<T> resultOf(Future<T> task) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return Optional.of(task.get(LOOK_AGAIN_NANOS, TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                if (ending) return Optional.empty();
            }
        }
    }

    /// Runs this at the end of the program, after all nodes have ended.
    public static void atEnd(Runnable last) {
        AFTERWARDS.add(last);
    }

    /// Ends a process and what it started, at once.
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// No thread may start another one behind its back.
    private static void endAll() {
        LOCK.writeLock().lock();
        try {
            ending = true;
        } finally {
            LOCK.writeLock().unlock();
        }
        RUNNING.forEach(Forks::kill);
        // A shell that has ended may have left its node behind, and one that is ended
        // just now may be starting it.
        for (int i = 0; i < LAST_LOOKS; i++) {
            List<ProcessHandle> left = Family.all();
            if (left.isEmpty()) return;
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private Forks() {}
}
