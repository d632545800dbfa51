package tsunagi.network;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// All that a node has told.
final class RecordedEvents implements Consumer<NodeEvent> {
    private final List<NodeEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void accept(NodeEvent event) {
        events.add(event);
    }

    <E extends NodeEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends NodeEvent> void await(Class<E> kind, Predicate<E> which) {
        Eventually.holds(
                kind.getSimpleName() + " among " + kind.getSimpleName() + "s",
                () -> of(kind).stream().anyMatch(which));
    }
}
