/// What a node does, without sockets, threads or clocks: events and the time go in, steps to
/// take come out. So any number of nodes run in one test, in a time of the test's making.
@NullMarked
package tsunagi.network.core;

import org.jspecify.annotations.NullMarked;
