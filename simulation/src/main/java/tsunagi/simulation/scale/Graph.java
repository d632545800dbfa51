package tsunagi.simulation.scale;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Who dials whom.
public enum Graph {
    /// Each dials some others, picked blindly, as nodes with a list of addresses do.
    RANDOM("random") {
        @Override
        List<Edge> edges(int size, RandomGenerator random) {
            List<Edge> edges = new ArrayList<>();
            for (int node = 1; node < size; node++) {
                Set<Integer> dialled = new LinkedHashSet<>();
                while (dialled.size() < Math.min(DIALS, node)) dialled.add(random.nextInt(node));
                for (int other : dialled) edges.add(new Edge(node, other));
            }
            return edges;
        }
    },
    /// Each dials the next: the worst that is still connected.
    RING("ring") {
        @Override
        List<Edge> edges(int size, RandomGenerator random) {
            List<Edge> edges = new ArrayList<>();
            for (int node = 0; node < size; node++) edges.add(new Edge(node, (node + 1) % size));
            return edges;
        }
    },
    /// Newcomers dial those that are well known already, so a few know very many (Barabási and
    /// Albert, "Emergence of scaling in random networks", Science 286, 1999).
    SCALE_FREE("scale-free") {
        @Override
        List<Edge> edges(int size, RandomGenerator random) {
            List<Edge> edges = new ArrayList<>();
            List<Integer> ends = new ArrayList<>(List.of(0));
            for (int node = 1; node < size; node++) {
                Set<Integer> dialled = new LinkedHashSet<>();
                while (dialled.size() < Math.min(DIALS, node)) dialled.add(ends.get(random.nextInt(ends.size())));
                for (int other : dialled) {
                    edges.add(new Edge(node, other));
                    ends.add(other);
                    ends.add(node);
                }
            }
            return edges;
        }
    };

    /// One dials the other.
    record Edge(int dialler, int listener) {}

    /// Peers that each node dials, but in a ring.
    static final int DIALS = 4;

    private final String words;

    Graph(String words) {
        this.words = words;
    }

    /// As it is called in tables and pictures.
    public String words() {
        return words;
    }

    /// Connected, and without an edge twice.
    ///
    /// @param size nodes, at least 2
    abstract List<Edge> edges(int size, RandomGenerator random);
}
