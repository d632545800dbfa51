package tsunagi.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tsunagi.simulation.SimulateArguments.WrongUsage;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.scale.ScaleReport;
import tsunagi.simulation.time.Trace;

/// The program: runs seeds until one breaks an invariant, or measures how large networks behave.
public final class Simulate {
    private static final int HELD = 0;
    private static final int BROKEN = 1;
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;

    private Simulate(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /// Does what the words say.
    ///
    /// @return the exit status: 0 if all held, 1 if not, 2 for a wrong command line
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            SimulateArguments parsed = SimulateArguments.parse(arguments);
            if (parsed.help()) {
                out.print(SimulateArguments.helpText());
                return HELD;
            }
            if (parsed.scaleDirectory().isPresent()) {
                ScaleReport.measure(parsed.sizes(), parsed.firstSeed(), out)
                        .writeTo(parsed.scaleDirectory().get());
                return HELD;
            }
            return new Simulate(out).runSeeds(parsed) ? HELD : BROKEN;
        } catch (WrongUsage e) {
            err.println("simulate: " + e.getMessage() + "; see --help");
            return WRONG_USAGE;
        } catch (IOException e) {
            err.println("simulate: " + e.getMessage());
            return BROKEN;
        }
    }

    /// @return whether all held; the first that does not is the last that is run
    private boolean runSeeds(SimulateArguments arguments) throws IOException {
        for (int i = 0; i < arguments.seeds(); i++) {
            Outcome outcome = runSeed(arguments.scenario(arguments.firstSeed() + i), arguments);
            boolean held = switch (outcome) {
                case Outcome.Held every -> true;
                case Outcome.Broken broken -> false;
            };
            out.print(OutcomeText.of(outcome));
            if (!held) return false;
        }
        return true;
    }

    private static Outcome runSeed(Scenario scenario, SimulateArguments arguments) throws IOException {
        if (arguments.traceFile().isEmpty()) return Simulation.run(scenario, new Software(), Trace.to(line -> {}));
        Path file = arguments.traceFile().get();
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file, UTF_8))) {
            Outcome outcome = Simulation.run(
                    scenario,
                    new Software(),
                    Trace.to(line -> lines.append(line).append('\n')));
            if (lines.checkError()) throw new IOException(file + " cannot be written");
            return outcome;
        }
    }
}
