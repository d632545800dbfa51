package tsunagi.conformance.toy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Does for the first of its peers what is due to all.
///
/// @param peers how many they are
record Reach(Task task, int peers) implements Defect {
    /// What it does for too few, and for how many in the transcripts with the most peers.
    enum Task {
        RELAYS_TO("4.1", "relays to %s of its peers", 34),
        DIALS("5.1", "dials the first %s of its peers", 16),
        ASKS("2.4", "sends a request to the first %s of its peers alone", 16);

        private final String rule;
        private final String fault;
        private final int most;

        Task(String rule, String fault, int most) {
            this.rule = rule;
            this.fault = fault;
            this.most = most;
        }
    }

    static final List<Reach> ALL = Arrays.stream(Task.values())
            .flatMap(task -> IntStream.rangeClosed(1, task.most).mapToObj(peers -> new Reach(task, peers)))
            .toList();

    @Override
    public String name() {
        return task.name() + "_" + peers;
    }

    @Override
    public String fault() {
        return task.fault.formatted(peers);
    }

    @Override
    public List<String> rules() {
        return List.of(task.rule);
    }
}
