package tsunagi.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.report.ReportFiles;
import tsunagi.conformance.target.Target;

/// What a command line asks for.
///
/// @param words           as they were given
/// @param wanted          which scenarios
/// @param task            what to do with them
/// @param explore         how far to explore instead of playing transcripts, or null
/// @param lineup          which implementations are judged, and with which partners
/// @param again           the flags that another command needs to play a scenario in the same way,
///     quoted for a shell
/// @param retries         how often a scenario that does not pass is played again
/// @param failFast        whether nothing more is begun after an unexpected result
/// @param runLimit        the time after which no scenario is begun
/// @param limits          those of a start and of a scenario
/// @param lists           files of words that the command line names
record Options(
        List<String> words,
        Wanted wanted,
        Task task,
        @Nullable Exploring explore,
        Lineup lineup,
        String again,
        int jobs,
        double timeFactor,
        int repeat,
        int retries,
        boolean failFast,
        Optional<Duration> runLimit,
        Conditions.Limits limits,
        ReportFiles reports,
        Path golden,
        Path rules,
        List<Path> lists) {
    /// What is done with the scenarios that are selected.
    enum Task {
        PLAY,
        LIST,
        /// Says what would be played and skipped, and starts nothing.
        DRY_RUN,
        UPDATE
    }

    /// The implementations of a run.
    ///
    /// @param judged those whose turn it is, one after the other
    /// @param met    those that share networks with the ones that are judged
    record Lineup(List<Implementation> judged, List<Implementation> met) {
        Lineup {
            judged = List.copyOf(judged);
            met = List.copyOf(met);
        }

        /// The partners of one that is judged.
        List<Implementation> partners(Implementation one) {
            return met.stream().filter(other -> !other.equals(one)).toList();
        }
    }

    Options {
        words = List.copyOf(words);
        lists = List.copyOf(lists);
    }

    /// The files that the run reads. No report may take the place of one.
    List<Path> inputs() throws IOException {
        List<Path> inputs = new ArrayList<>(lists);
        inputs.addAll(Golden.files(golden));
        inputs.add(rules);
        for (Implementation one : lineup.judged()) {
            Stream.of(one.lists().failing(), one.lists().flaky())
                    .filter(Objects::nonNull)
                    .forEach(inputs::add);
        }
        return inputs;
    }

    /// The only one that is judged, or the first.
    Implementation first() {
        return lineup.judged().getFirst();
    }

    Target target() {
        return first().target();
    }

    /// What every node is given.
    Conditions conditions() {
        return Conditions.of(timeFactor).within(limits);
    }
}
