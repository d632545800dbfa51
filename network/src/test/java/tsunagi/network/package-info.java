@NullMarked
package tsunagi.network;

import org.jspecify.annotations.NullMarked;
