/// The notation of `golden/PLAYER.md`: text in, scenarios or located errors out. No I/O.
@NullMarked
package tsunagi.conformance.script;

import org.jspecify.annotations.NullMarked;
