package tsunagi.simulation.scale;

import java.time.Duration;
import java.util.List;

/// What was measured of one network, averaged over its blocks.
///
/// @param reached for each hundredth of the nodes, virtual seconds until so many had the block
/// @param bytesPerNode  sent by each node for each block
/// @param framesPerNode copies of each block that each node received
/// @param runTime       of the measurement, by the wall
/// @param heapBytes     in use at its end
public record Measurement(
        Graph graph,
        int nodes,
        List<Double> reached,
        double bytesPerNode,
        double framesPerNode,
        Duration runTime,
        long heapBytes) {
    public Measurement {
        reached = List.copyOf(reached);
    }

    /// Virtual seconds until this share of the nodes had the block.
    ///
    /// @param percent 1 … 100
    double secondsTo(int percent) {
        return reached.get(percent - 1);
    }
}
