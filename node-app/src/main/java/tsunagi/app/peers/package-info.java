/// Finding peers by a list at an address.
@NullMarked
package tsunagi.app.peers;

import org.jspecify.annotations.NullMarked;
