package tsunagi.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;

/// An implementation of the protocol, and what it is held against.
///
/// @param name       what results call it
/// @param said       its target, in the words of the user
/// @param version    the command that prints its version; empty if there is none
/// @param level      up to which its failures count
/// @param without    what it is declared to lack
/// @param lists      what is known of it
/// @param patience   what every time that it is given is multiplied by
record Implementation(
        String name,
        String said,
        Target target,
        List<String> version,
        Level level,
        Set<Need> without,
        Lists lists,
        double patience) {
    /// What results call one that nothing names.
    static final String UNNAMED = Target.Member.UNDER_TEST;

    /// Files of known failures; null where there is none.
    ///
    /// @param failing what always fails
    /// @param flaky   what fails now and then
    record Lists(@Nullable Path failing, @Nullable Path flaky) {
        static final Lists NONE = new Lists(null, null);
    }

    Implementation {
        version = List.copyOf(version);
        without = Set.copyOf(without);
    }

    /// The one that a command line names by itself.
    static Implementation underTest(String said, Target target, Level level, Set<Need> without, Lists lists) {
        return new Implementation(UNNAMED, said, target, List.of(), level, without, lists, 1);
    }

    boolean isNamed() {
        return !name.equals(UNNAMED);
    }

    /// As the one whose turn it is to be judged.
    Target.Member asTarget() {
        return new Target.Member(UNNAMED, target, patience);
    }

    /// As one that shares a network with the one that is judged.
    Target.Member asPartner() {
        return new Target.Member(name, target, patience);
    }

    /// The levels whose failures count.
    Set<Level> strict() {
        return EnumSet.range(Level.MUST, level);
    }

    /// What its run is held against.
    Judgement.Terms terms() throws IOException {
        return new Judgement.Terms(
                ExpectedFailures.read(lists.failing()), ExpectedFailures.read(lists.flaky()), strict(), without);
    }
}
