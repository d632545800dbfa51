package tsunagi.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tsunagi.conformance.explore.Explorer;
import tsunagi.conformance.explore.Explorer.Played;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Intermission;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.report.ConsoleReport;
import tsunagi.conformance.report.FirstFindings;
import tsunagi.conformance.report.Ink;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.RuleBook;

/// Explores a target and says what came of it.
final class Exploration {
    /// After so many exchanges a line says how far it is.
    private static final int STRIDE = 25;

    private final Options options;
    private final Exploring exploring;
    private final Ink ink;
    private final PrintStream out;
    private final PrintStream err;

    Exploration(Options options, Exploring exploring, Ink ink, PrintStream out, PrintStream err) {
        this.options = options;
        this.exploring = exploring;
        this.ink = ink;
        this.out = out;
        this.err = err;
    }

    ExitStatus run() throws IOException, InterruptedException, ExecutionException {
        FirstLook look = new FirstLook(options, err);
        for (Implementation partner : options.lineup().partners(options.first())) {
            if (look.at(partner).isEmpty()) return ExitStatus.NOT_STARTED;
        }
        Optional<FirstCheck.Looked> looked = look.at(options.first());
        if (looked.isEmpty()) return ExitStatus.NOT_STARTED;
        FirstFindings.lines(looked.get()).forEach(line -> out.println(Printable.lines(line)));
        RuleBook rules = RuleBook.read(options.rules());
        out.printf(Locale.ROOT, "exploring with the seeds from %d on%n", exploring.seed());
        Explorer explorer = explorer();
        Explorer.Result result = explorer.explore(
                new Explorer.Bounds(exploring.seed(), exploring.exchanges(), exploring.time(), options.jobs()));
        for (Played one : result.inconclusive()) {
            out.printf(Locale.ROOT, "  seed %d could not be decided: %s%n", one.seed(), Printable.lines(one.reason()));
            told(one, rules);
        }
        if (Forks.areEnding()) out.println("  " + Verdict.interrupted().reason());
        if (result.failure().isPresent()) told(result.failure().get(), rules);
        out.printf(
                Locale.ROOT,
                "%n%d %s, %d steps · %s · %d inconclusive%n",
                result.exchanges(),
                result.exchanges() == 1 ? "exchange" : "exchanges",
                result.steps(),
                result.failure().isPresent() ? "one failure, which ended it" : "nothing found",
                result.inconclusive().size());
        return status(result);
    }

    private Explorer explorer() {
        Target.Member own = options.first().asTarget();
        List<Target.Member> partners = partners(options);
        Progress progress = new Progress();
        if (partners.isEmpty())
            return Explorer.of(
                    options.target(),
                    offered(),
                    options.conditions(),
                    options.first().strict(),
                    progress);
        return Explorer.ofNetworks(
                (seed, scenario) -> played(Mixing.inTurn(seed, scenario, own, partners)),
                offered(),
                options.first().strict(),
                progress);
    }

    private Outcome played(Mixing.Part part) {
        return Player.play(
                part.scenario(), part.target(), options.conditions().slower(part.patience()), Intermission.HERE);
    }

    private static List<Target.Member> partners(Options options) {
        return options.lineup().partners(options.first()).stream()
                .map(Implementation::asPartner)
                .toList();
    }

    /// Why the target cannot be explored, or networks of it and its partners cannot be drawn; empty
    /// if they can.
    static Optional<String> fault(Options options) {
        if (!options.target().isFreshEachTime()) {
            return Optional.of("--explore needs a fresh node for each exchange: use cmd: or docker: instead of addr:");
        }
        List<Target.Member> partners = partners(options);
        if (partners.isEmpty()) return Optional.empty();
        List<Target.Member> all = new ArrayList<>(partners);
        all.addFirst(options.first().asTarget());
        for (Target.Member member : all) {
            for (Need need : List.of(Need.NODES, Need.DIAL)) {
                if (!member.target().offers().contains(need))
                    return Optional.of("--explore with --with draws networks: "
                            + member.target().lacks(need));
            }
        }
        return Optional.empty();
    }

    private Set<Need> offered() {
        Set<Need> offered = EnumSet.noneOf(Need.class);
        offered.addAll(options.target().offers());
        partners(options).forEach(partner -> offered.retainAll(partner.target().offers()));
        offered.removeAll(options.first().without());
        return offered;
    }

    private static ExitStatus status(Explorer.Result result) {
        if (result.failure().isPresent()) return ExitStatus.UNEXPECTED;
        boolean decided = result.inconclusive().isEmpty() && result.exchanges() > 0;
        return decided ? ExitStatus.AS_EXPECTED : ExitStatus.INCONCLUSIVE;
    }

    /// All that is known of what did not pass. A failure that comes once in many plays may not come
    /// again, so this is the only time at which anybody sees it.
    private void told(Played failure, RuleBook rules) {
        Judgement.Terms none = new Judgement.Terms(
                ExpectedFailures.NONE,
                ExpectedFailures.NONE,
                options.first().strict(),
                options.first().without());
        new ConsoleReport(out, rules, this::again, ink, 1).failure(Judgement.of(failure.outcome(), none));
        if (keep(failure)) out.printf(Locale.ROOT, "%n  its transcript: %s%n", file(failure));
    }

    private Path file(Played failure) {
        return exploring.found().resolve("seed-" + failure.seed() + Golden.ENDING);
    }

    private boolean keep(Played failure) {
        try {
            Files.createDirectories(exploring.found());
            Files.writeString(file(failure), failure.transcript());
            return true;
        } catch (IOException e) {
            Conformance.complain(
                    err,
                    "%s cannot be written (%s); give another place with --found, and the same --seed %s"
                            .formatted(file(failure), e.getMessage(), failure.seed()));
            out.println(failure.transcript());
            return false;
        }
    }

    /// What the user sees meanwhile. A failure is kept before it is made shorter, so that
    /// nothing is lost by Ctrl-C.
    private final class Progress implements Explorer.Watcher {
        private final AtomicInteger exchanges = new AtomicInteger();
        private final AtomicBoolean found = new AtomicBoolean();

        @Override
        public void played(Played exchange) {
            int count = exchanges.incrementAndGet();
            if (count % STRIDE == 0) out.printf(Locale.ROOT, "  %d exchanges, seed %d%n", count, exchange.seed());
        }

        @Override
        public void found(Played failure) {
            if (!found.getAndSet(true)) {
                out.printf(
                        Locale.ROOT,
                        "  seed %d fails: %s%n  taking out what the failure does not need; this may take minutes%n",
                        failure.seed(),
                        Printable.lines(failure.reason()));
                if (keep(failure)) out.printf(Locale.ROOT, "  what there is of it by now: %s%n", file(failure));
            } else {
                keep(failure);
            }
        }
    }

    private String again(Scenario scenario) {
        return Program.name() + " --conformance " + scenario.id() + " --golden "
                + Program.quoted(exploring.found().toString()) + options.again();
    }
}
