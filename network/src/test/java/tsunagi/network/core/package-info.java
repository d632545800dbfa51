@NullMarked
package tsunagi.network.core;

import org.jspecify.annotations.NullMarked;
