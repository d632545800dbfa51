package tsunagi.simulation.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tsunagi.chain.ByteStore;
import tsunagi.chain.Directory;

/// The files of one machine, whose power may go. Names are as durable as
/// bytes: only after [#force].
public final class SimulatedDirectory implements Directory {
    private final Power power = new Power();
    private Map<String, SimulatedDisk> names = new TreeMap<>();

    /// The names after each change since they were last forced, and as they were then.
    private final List<Map<String, SimulatedDisk>> states = new ArrayList<>(List.of(Map.of()));

    /// The file of this name; a new one if there is none.
    public SimulatedDisk file(String name) {
        SimulatedDisk file = names.get(name);
        if (file != null) return file;
        file = new SimulatedDisk(power);
        names.put(name, file);
        changed();
        return file;
    }

    private void changed() {
        states.add(Map.copyOf(names));
    }

    @Override
    public ByteStore open(String name) throws IOException {
        if (power.isOff()) throw power.failure();
        return file(name);
    }

    @Override
    public boolean holds(String name) {
        return names.containsKey(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (power.fails()) throw power.failure();
        SimulatedDisk file = names.remove(from);
        if (file == null) throw new IOException("there is no " + from);
        names.put(to, file);
        changed();
    }

    @Override
    public void delete(String name) throws IOException {
        if (power.fails()) throw power.failure();
        if (names.remove(name) != null) changed();
    }

    @Override
    public void force() throws IOException {
        if (power.fails()) throw power.failure();
        states.clear();
        changed();
    }

    @Override
    public String place(String name) {
        return name;
    }

    /// The power goes in the middle of the write that many from now.
    public void failAfter(int writes) {
        power.failAfter(writes, false);
    }

    /// The write that many from now throws an [UncheckedFailure].
    public void failUncheckedAfter(int writes) {
        power.failAfter(writes, true);
    }

    /// Nothing fails any more.
    public void failNoMore() {
        power.on();
    }

    /// Whether the power is gone: nothing can be written.
    public boolean isOff() {
        return power.isOff();
    }

    /// A crash: what was not forced is damaged, and names that were not forced are as before or
    /// after any of their changes. The disk works again afterwards.
    ///
    /// @param main the file whose damage is of interest
    /// @return what became of it
    public TailDamage crash(String main, RandomGenerator random) {
        power.on();
        names = new TreeMap<>(states.get(random.nextInt(states.size())));
        states.clear();
        changed();
        TailDamage damage = TailDamage.NONE;
        for (Map.Entry<String, SimulatedDisk> entry : names.entrySet()) {
            TailDamage of = entry.getValue().crash(random);
            if (entry.getKey().equals(main)) damage = of;
        }
        return damage;
    }
}
