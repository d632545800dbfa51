/// Plays scenarios: scripted peers, links, nodes, and the proof of silence.
@NullMarked
package tsunagi.conformance.play;

import org.jspecify.annotations.NullMarked;
