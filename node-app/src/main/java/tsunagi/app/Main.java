package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tsunagi.app.Logging.LOG;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tsunagi.app.terminal.OperatorTerminal;
import tsunagi.app.terminal.TerminalConsole;
import tsunagi.network.NodeFailure;

/// The program. Answers go to standard output, everything else to standard error.
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /// What the system says of a pipe without a reader.
    private static final String BROKEN_PIPE = "Broken pipe";

    public static void main(String[] arguments) {
        try {
            mainThen(arguments, () -> {});
        } catch (LinkageError e) {
            System.err.println("tsunagi: " + whyNoClass(e));
            System.exit(FAILED);
        } catch (OutOfMemoryError e) {
            System.err.println("tsunagi: the system gives this program no more threads or memory (" + e.getMessage()
                    + "); raise its limits, such as ulimit -u, or end other programs");
            // At once: a node that is half started would go on with what it has, and an
            // orderly end needs a thread.
            Runtime.getRuntime().halt(FAILED);
        } catch (Error | RuntimeException e) {
            System.err.println("tsunagi: this is a fault of the program; please report it with the lines below");
            e.printStackTrace();
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /// A library that is missing or cut short is found out when a class of it is wanted. So
    /// is a limit of open files.
    private static String whyNoClass(LinkageError e) {
        try {
            new FileInputStream("/dev/null").close();
        } catch (IOException full) {
            return "the system opens no more files for this program; raise its limit, such as ulimit -n";
        }
        Throwable cause = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
        return "a part of the program is missing or damaged (" + cause.getMessage()
                + "); unpack the archive again, or build the program again with the directory node-app/target removed";
    }

    /// The same, and does something when the node has stopped, before the process ends.
    static void mainThen(String[] arguments, Runnable afterStop) {
        int status = run(List.of(arguments), System.getenv(), afterStop);
        Logging.drain();
        System.exit(status);
    }

    private static int run(List<String> arguments, Map<String, String> environment, Runnable afterStop) {
        try {
            if (ConformanceKit.isAskedFor(arguments)) {
                return arguments.contains("--version") ? answer(versionLine()) : ConformanceKit.run(arguments);
            }
            return switch (Arguments.parse(arguments, environment)) {
                case Command.ShowHelp help -> answer(HelpText.text());
                case Command.ShowVersion version -> answer(versionLine());
                case Command.Verify verify -> report(Maintenance.verify(verify.directory(), verify.parameters()));
                case Command.Repair repair -> report(Maintenance.repair(repair.directory(), repair.parameters()));
                case Command.RunNode node -> runNode(node.settings(), afterStop);
            };
        } catch (UsageException e) {
            complain(e.getMessage() + "; see --help");
            return WRONG_USAGE;
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    /// Below the log lines that led to it.
    private static void complain(String text) {
        Logging.drain();
        System.err.println("tsunagi: " + text);
    }

    /// Writes an answer past `System.out`, which keeps failures to itself.
    ///
    /// @throws IOException if it cannot be written. A reader that has seen enough, as
    ///     `head` does, is no failure.
    private static int answer(String text) throws IOException {
        // Not closed: the stream is the process's own.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write(text.getBytes(System.out.charset()));
        } catch (IOException e) {
            if (BROKEN_PIPE.equals(e.getMessage())) return OK;
            throw new IOException(
                    "standard output cannot be written, so the answer is lost: " + e.getMessage()
                            + "; give it a place with room",
                    e);
        }
        return OK;
    }

    private static int report(Maintenance.Report report) throws IOException {
        answer(report.text());
        return report.isWhole() ? OK : FAILED;
    }

    private static String versionLine() throws IOException {
        String commit = resource("commit.txt");
        return "tsunagi " + version() + (commit.isEmpty() ? "" : " (" + commit + ")") + System.lineSeparator();
    }

    /// The program's version.
    static String version() throws IOException {
        return resource("version.txt");
    }

    /// A text that the build wrote; empty if it wrote none, as where it found no Git.
    private static String resource(String name) throws IOException {
        try (InputStream in = Main.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8).strip();
        }
    }

    /// Runs until a signal comes or the node fails. A signal ends the process with status 0 from
    /// within the hook, for the platform's own way of ending on it is another status.
    private static int runNode(NodeSettings settings, Runnable afterStop) throws IOException {
        StopOnce stop = new StopOnce(afterStop);
        OperatorTerminal terminal = OperatorTerminal.find();
        // First of all, because a signal may come at any time.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(stop, terminal), "stop"));
        SocketProvider.choose();
        Logging.configure(settings.log());
        Variables.complaints(System.getenv()).forEach(LOG::warn);
        ThreadDeaths deaths = new ThreadDeaths();
        Thread.setDefaultUncaughtExceptionHandler(deaths);
        RunningNode running = start(settings, stop);
        deaths.report(running.node()::fail);
        Thread.ofPlatform().name("console").daemon().start(console(running, terminal));
        NodeFailure failure = running.node().failure().join();
        explain(failure);
        return stop.stop(FAILED);
    }

    private static void halt(StopOnce stop, OperatorTerminal terminal) {
        int status = FAILED;
        try {
            giveBack(terminal);
            status = stop.stop(OK);
            Logging.drain();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    /// Gives the terminal back before the last lines are logged. A line that is being printed above
    /// the prompt while the terminal is closed would be printed twice.
    private static void giveBack(OperatorTerminal terminal) {
        Logging.redirect(Logging.toStream(System.err));
        Logging.drain();
        terminal.restore();
        // A console that was starting may have set it again.
        Logging.redirect(Logging.toStream(System.err));
    }

    private static void explain(NodeFailure failure) {
        try {
            LOG.error("the node stops because {}; the next start continues from what is on disk", failure.words());
            LOG.debug("why the node stops", failure.cause());
        } catch (Throwable e) {
            // Without memory for a sentence, the status alone says it.
        }
    }

    private static RunningNode start(NodeSettings settings, StopOnce stop) throws IOException {
        try {
            RunningNode running = RunningNode.start(settings);
            stop.started(running);
            return running;
        } catch (IOException | RuntimeException | Error e) {
            stop.endWith(FAILED);
            throw e;
        }
    }

    private static Runnable console(RunningNode running, OperatorTerminal terminal) {
        return switch (terminal.standardInput()) {
            case TERMINAL -> terminalConsole(running, terminal);
            case TERMINAL_OF_ANOTHER ->
                () -> {
                    LOG.info("started in the background of a terminal: lines are read once it is in the foreground");
                    if (terminal.awaitForeground())
                        terminalConsole(running, terminal).run();
                };
            case FILE_OR_PIPE -> new Console(System.in, running.producer());
        };
    }

    private static TerminalConsole terminalConsole(RunningNode running, OperatorTerminal terminal) {
        TerminalConsole.Surroundings around = new TerminalConsole.Surroundings(
                running.node(),
                running.producer(),
                running::hashesPerSecond,
                LOG,
                running.texts(),
                Logging::redirect,
                Logging::note,
                Logging.toStream(System.err),
                () -> System.exit(OK));
        return new TerminalConsole(around, terminal);
    }

    private Main() {}
}
