package tsunagi.simulation.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is measured is what it is called.
class GraphTest {
    private static final int SIZE = 500;

    @ParameterizedTest
    @EnumSource(Graph.class)
    void everyNodeCanBeReachedAndNobodyDialsTwiceOrItself(Graph graph) {
        List<Graph.Edge> edges = graph.edges(SIZE, new Random(1));
        assertEquals(edges.size(), new HashSet<>(edges).size());
        Set<Integer> reached = new HashSet<>(Set.of(0));
        for (int before = 0; before < reached.size(); ) {
            before = reached.size();
            for (Graph.Edge edge : edges) {
                assertTrue(edge.dialler() != edge.listener());
                if (reached.contains(edge.dialler())) reached.add(edge.listener());
                if (reached.contains(edge.listener())) reached.add(edge.dialler());
            }
        }
        assertEquals(SIZE, reached.size());
    }

    @ParameterizedTest
    @EnumSource(Graph.class)
    void onlyAScaleFreeNetworkHasNodesThatVeryManyKnow(Graph graph) {
        int[] degrees = new int[SIZE];
        for (Graph.Edge edge : graph.edges(SIZE, new Random(1))) {
            degrees[edge.dialler()]++;
            degrees[edge.listener()]++;
        }
        int most = IntStream.of(degrees).max().orElseThrow();
        assertEquals(graph == Graph.SCALE_FREE, most > 40, () -> "the best known has " + most);
    }
}
